// Ops: canonical text, reading it back, what is refused, the chain and the clock.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/oplog/canonical.h"
#include "core/oplog/chain.h"
#include "core/oplog/hlc.h"
#include "core/oplog/op.h"
#include "tests/fakes/seams.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using base::Uuid;

constexpr const char* kRowOp =
    R"({"base":["01890a5d-ac96-774b-bcce-b302099a8057",3],"hlc":"0018c8a1b2c3d-0001",)"
    R"("op":["01890a5d-ac96-774b-bcce-b302099a8057",4],"row":"01890a5d-ac96-774b-bcce-b302099a8058",)"
    R"("schema":1,"set":{"amount_cents":{"new":1,"old":2}},"table":"line","tx":[4,1],)"
    R"("unit":null,"user":"Anna","wall":1780000000000})";

constexpr const char* kBlockOp =
    R"({"count":2,"hlc":"0018c8a1b2c3d-0001","op":["01890a5d-ac96-774b-bcce-b302099a8057",4],)"
    R"("rows":["01890a5d-ac96-774b-bcce-b302099a8058","01890a5d-ac96-774b-bcce-b302099a8059"],)"
    R"("schema":1,"set":{"code":{"dict":["1100","1200"],"new":[0,1]},"name":{"new":["a",null]},)"
    R"("scheme":{"all":"EKK"}},"table":"code","tx":[4,0],"unit":null,"user":"","wall":0})";

Op must_parse(const std::string& text) {
  auto op = parse_op(text);
  EXPECT_TRUE(op) << base::describe(op.error()) << " " << text;
  return op ? *op : Op{};
}

TEST(Op, ReadsBackToTheSameBytes) {
  for (const char* text : {kRowOp, kBlockOp}) {
    EXPECT_EQ(canonical(must_parse(text)), text);
    EXPECT_EQ(nlohmann::json::parse(text).dump(), text);  // sorted and compact by another's writer
  }
  const Op block = must_parse(kBlockOp);
  EXPECT_EQ(block.count(), 2);
  EXPECT_EQ(block.id_at(1).n, 5);
  EXPECT_EQ(block.column("code")->new_at(1), Value(std::string("1200")));
  EXPECT_EQ(block.column("scheme")->new_at(1), Value(std::string("EKK")));
  EXPECT_TRUE(block.inserts());
}

TEST(Op, TextIsEscapedAsAnotherWriterWould) {
  fakes::FakeRandom random(11);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::uint64_t i = random.below(12); i > 0; --i) {
      const char* const kinds[] = {"\"", "\\",   "\x01", "\n", "\t", "\x1f", "\x7f", "ā",
                                   "€",  "🏛", "/",    "a",  "\b", "\f",   "\r",   "<"};
      text += kinds[random.below(std::size(kinds))];
    }
    std::string written;
    append_json_text(written, text);
    EXPECT_EQ(written, nlohmann::json(text).dump());
  }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(Op, WhatIsNotCanonicalIsRefused) {
  const std::string row = kRowOp;
  const std::string block = kBlockOp;
  const std::vector<std::string> bad = {
      "",
      "[]",
      "null",
      row + " ",
      " " + row,
      row.substr(0, row.size() - 1),
      replaced(row, "{\"base\"", "{ \"base\""),
      replaced(row, "\"wall\":1780000000000", "\"wall\":1780000000000.0"),
      replaced(row, "\"new\":1", "\"new\":1e0"),
      replaced(row, "\"new\":1", "\"new\":01"),
      replaced(row, "\"new\":1", "\"new\":9007199254740993"),
      replaced(row, "\"new\":1", "\"new\":-9007199254740993"),
      replaced(row, "\"new\":1", "\"new\":18446744073709551615"),
      replaced(row, "\"new\":1", "\"new\":true"),
      replaced(row, "\"new\":1", "\"new\":[1]"),
      replaced(row, "\"new\":1", "\"new\":1,\"new\":1"),
      replaced(row, "\"new\":1,\"old\":2", "\"old\":2,\"new\":1"),
      replaced(row, "\"new\":1", "\"more\":0,\"new\":1"),
      replaced(row, ",3]", ",0]"),
      replaced(row, ",4]", ",-4]"),
      replaced(row, "0018c8a1b2c3d-0001", "0018c8a1b2c3d-001"),
      replaced(row, "0018c8a1b2c3d-0001", "0018C8a1b2c3d-0001"),
      replaced(row, "\"user\":\"Anna\"", "\"user\":\"\\u0041nna\""),
      replaced(row, "\"user\":\"Anna\"", "\"user\":\"An\xC3na\""),
      replaced(row, "\"tx\":[4,1]", "\"tx\":[5,1]"),
      replaced(row, "\"unit\":null,", ""),
      replaced(row, "\"schema\":1", "\"schema\":0"),
      replaced(row, "{\"amount_cents\":{\"new\":1,\"old\":2}}", "{}"),
      replaced(block, "\"count\":2", "\"count\":3"),
      replaced(block, "[0,1]", "[0,2]"),
      replaced(block, "[0,1]", "[0]"),
      replaced(block, "[\"a\",null]", "[\"a\"]"),
      replaced(row, "\"new\":1", "\"new\":" + std::string(100'000, '[')),
      row + std::string(1, '\0') + "{",  // a NUL is no end
  };
  for (const std::string& text : bad) {
    EXPECT_FALSE(parse_op(text)) << text.substr(0, 400);
  }
}

std::string fault(const std::string& text) {
  const Op op = must_parse(text);
  const auto checked = check_op(op);
  return checked
             ? "sound"
             : std::string(base::error_name(checked.error().code)) + " " + checked.error().field;
}

TEST(Op, ChecksKnowTablesAndFields) {
  const std::string row = kRowOp;
  EXPECT_EQ(fault(row), "sound");
  EXPECT_EQ(fault(replaced(row, "\"line\"", "\"lines\"")), "op_table_unknown table");
  EXPECT_EQ(fault(replaced(row, "amount_cents", "amount")), "op_field_unknown amount");
  EXPECT_EQ(fault(replaced(replaced(row, "amount_cents", "amount"), "\"schema\":1",
                           "\"schema\":" + std::to_string(model::kSchema + 1))),
            "sound");
  EXPECT_EQ(fault(replaced(row, "\"new\":1", "\"new\":\"1\"")), "value_type amount_cents");
  EXPECT_EQ(fault(replaced(row, "\"new\":1", "\"new\":null")), "value_missing amount_cents");
  EXPECT_EQ(fault(replaced(row, ",\"old\":2", "")), "op_malformed amount_cents");
  EXPECT_EQ(fault(replaced(row, "\"amount_cents\":{\"new\":1,\"old\":2}",
                           "\"kind\":{\"new\":\"plan\",\"old\":\"actual\"}")),
            "op_field_immutable kind");
  EXPECT_EQ(fault(replaced(row, "\"amount_cents\":{\"new\":1,\"old\":2}",
                           "\"period\":{\"new\":202613,\"old\":202600}")),
            "period_invalid period");
  EXPECT_EQ(fault(replaced(row, "\"amount_cents\":{\"new\":1,\"old\":2}",
                           "\"note\":{\"new\":\"\",\"old\":null}")),
            "value_missing note");
  EXPECT_EQ(fault(replaced(row, "[\"01890a5d-ac96-774b-bcce-b302099a8057\",3]", "null")),
            "op_malformed amount_cents");
  EXPECT_EQ(fault(kBlockOp), "value_missing name");
  EXPECT_EQ(fault(replaced(kBlockOp, "8059\"", "8058\"")), "op_malformed rows");
}

TEST(Chain, StartsFromLedgerAndDevice) {
  const Uuid ledger = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057");
  const Uuid device = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8058");
  std::string bytes = "saimnieks/1";
  bytes.append(ledger.bytes.begin(), ledger.bytes.end());
  bytes.append(device.bytes.begin(), device.bytes.end());
  const Hash start = chain_start(ledger, device);
  EXPECT_EQ(start, base::sha256(bytes));
  EXPECT_EQ(chain_next(start, kRowOp),
            base::sha256(std::string(start.begin(), start.end()) + kRowOp));
  EXPECT_NE(chain_start(device, ledger), start);
}

TEST(Hlc, RunsForwardWhateverTheClockSays) {
  fakes::FakeClock clock(1000);
  HybridClock hybrid(clock);
  Hlc last = hybrid.tick();
  EXPECT_EQ(last.text(), "00000000003e8-0000");
  const auto next_is_later = [&] {
    const Hlc next = hybrid.tick();
    EXPECT_GT(next, last);
    EXPECT_GT(next.text(), last.text());
    last = next;
  };
  next_is_later();
  clock.set_ms(-5);
  next_is_later();
  for (int i = 0; i < 0x1'0005; ++i) {
    next_is_later();  // the counter overflows into the next millisecond
  }
  hybrid.receive({500'000, 7});
  next_is_later();
  EXPECT_EQ(last.ms, 500'000);
  clock.set_ms(600'000);
  hybrid.receive({600'000 + 366LL * 24 * 3600 * 1000, 0});  // somebody's clock is a year ahead
  next_is_later();
  EXPECT_EQ(last.ms, 600'000);
  EXPECT_EQ(*Hlc::parse(last.text()), last);
}

}  // namespace
}  // namespace saimnieks::oplog
