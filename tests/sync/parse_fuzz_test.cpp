// Change sets, answers and ops that chance has damaged: the readers never crash, what they take
// they write back as it was, and no altered op gets through. SAIMNIEKS_SEED chooses another run.
#include <cstdlib>

#include "core/oplog/judge.h"
#include "sync/protocol/change_set.h"
#include "sync/protocol/json_read.h"
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using fakes::FakeRandom;
using ledger::must;

std::uint64_t first_seed() {
  const char* chosen = std::getenv("SAIMNIEKS_SEED");
  return chosen == nullptr ? 1 : std::strtoull(chosen, nullptr, 10);
}

// Where a value of the JSON text begins (false: where it ends) near a place chosen by chance.
std::size_t near_value(const std::string& text, FakeRandom& chance) {
  const std::size_t from = chance.below(text.size() + 1);
  const std::size_t found = text.find_first_of(":,[{", from);
  return found == std::string::npos ? from : found + 1;
}

// A member "key":value of the text, as it stands; empty when chance finds none.
std::string a_member(const std::string& text, FakeRandom& chance) {
  const std::size_t from = text.find("\"", chance.below(text.size() + 1));
  const std::size_t colon = from == std::string::npos ? from : text.find("\":", from + 1);
  const std::size_t end = colon == std::string::npos ? colon : text.find_first_of(",}]", colon + 2);
  return end == std::string::npos ? "" : text.substr(from, end - from);
}

std::string damaged(std::string text, FakeRandom& chance) {
  static const std::vector<std::string> strange{"9223372036854775807",
                                                "9223372036854775808",
                                                "-9223372036854775809",
                                                "18446744073709551616",
                                                "1e400",
                                                "-0",
                                                "00",
                                                "1.0",
                                                "1e3",
                                                "0.1",
                                                "-1",
                                                "9007199254740993",
                                                "null",
                                                "true",
                                                "\"\"",
                                                "[]",
                                                "{}",
                                                "[[[[[[[[[[1]]]]]]]]]]",
                                                "\"\\ud800\"",
                                                "\"\\u0000\"",
                                                "\"\xC3\"",
                                                "\xFF",
                                                "\xEF\xBB\xBF",
                                                "\"\xED\xA0\x80\"",
                                                "/**/",
                                                " ",
                                                "\n",
                                                ",",
                                                "]",
                                                "}",
                                                "\\",
                                                "\"",
                                                std::string(1, '\0'),
                                                std::string(5000, '['),
                                                std::string(200'000, '{'),
                                                std::string(5000, '9')};
  const std::uint64_t times = chance.below(3) + 1;
  for (std::uint64_t i = 0; i < times && !text.empty(); ++i) {
    const std::size_t at = chance.below(text.size() + 1);
    const std::size_t size = chance.below(std::min<std::size_t>(text.size() - at, 60) + 1);
    const std::string& odd = strange[chance.below(strange.size())];
    switch (chance.below(8)) {
      case 0:
        text.resize(at);
        break;
      case 1:
        text.erase(at, size);
        break;
      case 2:
        text.insert(at, text.substr(at, size));
        break;
      case 3:
        if (at < text.size()) {
          text[at] = static_cast<char>(chance.next());
        }
        break;
      case 4: {  // a key that is there already
        const std::string member = a_member(text, chance);
        text.insert(near_value(text, chance), member + ",");
        break;
      }
      case 5: {  // another value
        const std::size_t from = near_value(text, chance);
        const std::size_t end = std::min(text.find_first_of(",]}", from), text.size());
        text.replace(from, end - from, odd);
        break;
      }
      case 6:
        if (const std::size_t digit = text.find_first_of("0123456789", at);
            digit != std::string::npos) {
          text[digit] = static_cast<char>('0' + chance.below(10));
        }
        break;
      default:
        text.insert(near_value(text, chance), odd);
    }
  }
  return text;
}

// One of each message, with all that it can carry.
struct Messages {
  Messages() {
    device.add_dimensions();
    device.add(100);
    device.run(ledger::SetLine{.rid = device.add(5), .note = "rēķins \"7\"\n"});
    const auto bulk = must(device.ledger->begin_bulk({}));
    for (int i = 0; i < 7; ++i) {
      must(bulk->add(
          device.line(i * i, i % 2 == 0 ? model::LineKind::plan : model::LineKind::actual)));
    }
    must(bulk->commit());
    device.run(ledger::Undo{});
    const ledger::Outbox outbox = must(device.ledger->outbox(1000, 1 << 20));
    set = print(change_set(device.ledger->id(), device.ledger->device(), "b", outbox));
    for (const auto& item : outbox.items) {
      ops.push_back(item.text);
    }
    const oplog::OpVerdict verdict{
        {oplog::VerdictKind::accepted, {}, {}},
        {{2, {oplog::VerdictKind::conflict, base::ErrorCode::changed_since, "amount_cents"}}}};
    push_answer = print(PushAnswer{{{outbox.items.back().id, verdict}}, "all", 12, {}});
    PullAnswer pull;
    pull.entries.push_back({1, outbox.items[0].id, verdict, outbox.items[0].text, {}});
    pull.entries.push_back({2, outbox.items[1].id, {}, "", {}});
    pull.cursor = "2.abcdef";
    pull.epoch = "1";
    pull_answer = print(pull);
  }

  Centre centre;
  Desktop device{centre, 1};
  std::string set;
  std::vector<std::string> ops;
  std::string push_answer;
  std::string pull_answer;
};

constexpr std::uint64_t kTries = 3000;

TEST(ParseFuzz, WhatIsTakenForAnOpIsWrittenBackToTheByte) {
  const Messages messages;
  std::int64_t taken = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + kTries; ++seed) {
    FakeRandom chance(seed);
    const std::string text = damaged(messages.ops[chance.below(messages.ops.size())], chance);
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto op = oplog::parse_op(text);
    if (!op) {
      continue;
    }
    ++taken;
    ASSERT_EQ(oplog::canonical(*op), text);
    if (oplog::check_op(*op)) {  // and then it can be judged and laid on a row
      oplog::RowState state;
      const oplog::Judgement judgement = oplog::judge(*op, 0, nullptr);
      if (oplog::takes_effect(judgement.verdict.kind)) {
        oplog::apply(*op, 0, judgement, state);
        const auto read_back = oplog::RowState::parse(state.text());
        ASSERT_TRUE(read_back) << base::describe(read_back.error());
        ASSERT_EQ(read_back->text(), state.text());
      }
    }
  }
  EXPECT_GT(taken, 20) << "else nothing was tried but the door";
}

TEST(ParseFuzz, NoAlteredOpIsInAChangeSet) {
  const Messages messages;
  std::int64_t taken = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + kTries; ++seed) {
    FakeRandom chance(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto set = parse_change_set(damaged(messages.set, chance));
    if (!set) {
      continue;
    }
    ++taken;
    ASSERT_EQ(set->changes.size(), messages.ops.size());
    for (std::size_t i = 0; i < messages.ops.size(); ++i) {
      ASSERT_EQ(set->changes[i].text, messages.ops[i]);
    }
  }
  EXPECT_GT(taken, 5);
}

// What is taken is the same when it is written and read again.
template <class Parse>
void read_back(const std::string& message, Parse parse) {
  ASSERT_TRUE(parse(message));
  for (std::uint64_t seed = first_seed(); seed < first_seed() + kTries; ++seed) {
    FakeRandom chance(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto taken = parse(damaged(message, chance));
    if (taken) {
      const auto again = parse(print(*taken));
      ASSERT_TRUE(again) << print(*taken);
      ASSERT_EQ(print(*again), print(*taken));
    }
  }
}

TEST(ParseFuzz, Answers) {
  const Messages messages;
  read_back(messages.push_answer, [](const std::string& text) { return parse_push_answer(text); });
  read_back(messages.pull_answer, [](const std::string& text) { return parse_pull_answer(text); });
}

TEST(ParseFuzz, EnrolmentAndVerdicts) {
  const base::Uuid id = base::Uuid{{1, 2, 3}};
  read_back(print(Enrolment{"token", id, id, true, "Anna \"Z\""}),
            [](const std::string& text) { return parse_enrolment(text); });
  read_back(print(Enrolled{"secret", id, "epoch", "name", false, 7, 1'780'000'000'000}),
            [](const std::string& text) { return parse_enrolled(text); });
  read_back(print(oplog::OpVerdict{{oplog::VerdictKind::held, base::ErrorCode::not_allowed, "unit"},
                                   {{0, {oplog::VerdictKind::accepted, {}, {}}}}}),
            [](const std::string& text) { return parse_verdict(text); });
  for (std::uint64_t seed = first_seed(); seed < first_seed() + kTries; ++seed) {
    FakeRandom chance(seed);
    static_cast<void>(parse_fault(damaged(print(Fault{"op_out_of_order", "op", 8}), chance)));
  }
}

}  // namespace
}  // namespace saimnieks::sync
