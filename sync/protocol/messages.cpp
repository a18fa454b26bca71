#include "sync/protocol/messages.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "sync/protocol/json_read.h"

namespace saimnieks::sync {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::json;

// A name typed by hand may hold broken UTF-8; it must not throw.
std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json id_json(const oplog::OpId& id) { return json::array({id.device.text(), id.n}); }

Result<oplog::OpId> id_of(const JsonObject& object, ErrorCode code) {
  TRY(const auto parts, object.list("op"));
  if (parts.size() != 2) {
    return base::fail_field(code, "op");
  }
  TRY(const std::string device, json_text(parts[0], code));
  const auto uuid = base::Uuid::parse(device);
  if (!uuid) {
    return base::fail_field(code, "op", device);
  }
  TRY(const std::int64_t n, json_integer(parts[1], code));
  return oplog::OpId{*uuid, n};
}

json verdict_json(const oplog::Verdict& verdict) {
  json out{{"kind", std::string(oplog::name(verdict.kind))}};
  if (oplog::refused(verdict.kind)) {
    out["code"] = std::string(base::error_name(verdict.code));
    if (!verdict.field.empty()) {
      out["field"] = verdict.field;
    }
  }
  return out;
}

json verdict_json(const oplog::OpVerdict& verdict) {
  json out = verdict_json(verdict.verdict);
  for (const auto& exception : verdict.exceptions) {
    json row = verdict_json(exception.verdict);
    row["row"] = exception.row;
    out["exceptions"].push_back(std::move(row));
  }
  return out;
}

Result<oplog::Verdict> one_verdict(const JsonObject& object) {
  TRY(const std::string kind, object.text("kind"));
  const auto known = oplog::verdict_kind_from_name(kind);
  if (!known) {
    return base::fail_field(ErrorCode::answer_invalid, "kind", kind);
  }
  oplog::Verdict out;
  out.kind = *known;
  if (object.has("code")) {
    TRY(const std::string code, object.text("code"));
    // A code of a newer endpoint: the verdict stands all the same.
    out.code = base::error_code_from_name(code).value_or(ErrorCode::internal);
  }
  if (object.has("field")) {
    TRY(out.field, object.text("field"));
  }
  return out;
}

Result<oplog::OpVerdict> verdict_of(const JsonObject& object) {
  oplog::OpVerdict out;
  TRY(out.verdict, one_verdict(object));
  if (!object.has("exceptions")) {
    return out;
  }
  TRY(const auto exceptions, object.list("exceptions"));
  std::int64_t last = -1;
  for (const std::string_view text : exceptions) {
    TRY(const JsonObject row, JsonObject::part(text, ErrorCode::answer_invalid));
    TRY(oplog::Verdict verdict, one_verdict(row));
    TRY(const std::int64_t place, row.integer("row"));
    if (place <= last || place >= oplog::kMaxBlockRows) {
      return base::fail_field(ErrorCode::answer_invalid, "row");
    }
    last = place;
    out.exceptions.push_back({static_cast<std::uint32_t>(place), std::move(verdict)});
  }
  return out;
}

json hashes_json(std::span<const base::Hash> hashes) {
  json out = json::array();
  for (const base::Hash& hash : hashes) {
    out.push_back(base::to_hex(hash));
  }
  return out;
}

Result<std::vector<base::Hash>> hashes_of(const JsonObject& object, std::string_view key,
                                          ErrorCode code) {
  std::vector<base::Hash> out;
  TRY(const auto list, object.list(key));
  for (const std::string_view raw : list) {
    TRY(const std::string text, json_text(raw, code));
    const auto hash = base::hash_from_hex(text);
    if (!hash || out.size() == kMostContentsAsked) {
      return base::fail_field(code, std::string(key));
    }
    out.push_back(*hash);
  }
  return out;
}

}  // namespace

std::string print(const Enrolment& message) {
  return dump({{"token", message.token},
               {"device", message.device.text()},
               {"ledger", message.ledger.text()},
               {"empty", message.empty},
               {"user", message.user}});
}

Result<Enrolment> parse_enrolment(std::string_view text) {
  TRY(const JsonObject object, JsonObject::open(text, ErrorCode::changeset_invalid));
  Enrolment out;
  TRY(out.token, object.text("token"));
  TRY(out.device, object.uuid("device"));
  TRY(out.ledger, object.uuid("ledger"));
  TRY(out.user, object.text("user"));
  if (object.has("empty")) {
    TRY(out.empty, object.boolean("empty"));
  }
  return out;
}

std::string print(const Enrolled& message) {
  return dump({{"secret", message.secret},
               {"ledger", message.ledger.text()},
               {"epoch", message.epoch},
               {"name", message.name},
               {"reads_only", message.reads_only},
               {"next_n", message.next_n},
               {"now_ms", message.now_ms}});
}

Result<Enrolled> parse_enrolled(std::string_view text) {
  TRY(const JsonObject object, JsonObject::open(text, ErrorCode::answer_invalid));
  Enrolled out;
  TRY(out.secret, object.text("secret"));
  TRY(out.ledger, object.uuid("ledger"));
  TRY(out.epoch, object.text("epoch"));
  TRY(out.name, object.text("name"));
  if (object.has("reads_only")) {
    TRY(out.reads_only, object.boolean("reads_only"));
  }
  TRY(out.next_n, object.integer("next_n"));
  TRY(out.now_ms, object.integer("now_ms"));
  return out;
}

std::string print(const PushAnswer& message) {
  json verdicts = json::array();
  for (const auto& item : message.verdicts) {
    json row = verdict_json(item.verdict);
    row["op"] = id_json(item.id);
    verdicts.push_back(std::move(row));
  }
  return dump(
      {{"verdicts", std::move(verdicts)},
       {"receipt",
        {{"scope", message.scope}, {"seq", message.seq}, {"head", base::to_hex(message.head)}}}});
}

Result<PushAnswer> parse_push_answer(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const JsonObject object, JsonObject::open(text, kCode));
  PushAnswer out;
  TRY(const auto verdicts, object.list("verdicts"));
  for (const std::string_view item : verdicts) {
    TRY(const JsonObject row, JsonObject::part(item, kCode));
    TRY(oplog::OpVerdict verdict, verdict_of(row));
    TRY(const oplog::OpId id, id_of(row, kCode));
    out.verdicts.push_back({id, std::move(verdict)});
  }
  TRY(const JsonObject receipt, object.object("receipt"));
  TRY(out.scope, receipt.text("scope"));
  TRY(out.seq, receipt.integer("seq"));
  TRY(out.head, receipt.hash("head"));
  return out;
}

std::string print(const PullAnswer& message) {
  std::string out = "{\"entries\":[";
  for (std::size_t i = 0; i < message.entries.size(); ++i) {
    const ledger::FeedEntry& entry = message.entries[i];
    std::string text = dump({{"seq", entry.seq},
                             {"op", id_json(entry.id)},
                             {"hash", base::to_hex(entry.hash)},
                             {"verdict", verdict_json(entry.verdict)}});
    if (!entry.text.empty()) {
      text.pop_back();
      text += ",\"change\":";
      text += entry.text;
      text += '}';
    }
    out += i == 0 ? "" : ",";
    out += text;
  }
  out += "],";
  out += dump({{"cursor", message.cursor},
               {"epoch", message.epoch},
               {"more", message.more},
               {"next_n", message.next_n},
               {"now_ms", message.now_ms}})
             .substr(1);
  return out;
}

Result<PullAnswer> parse_pull_answer(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const JsonObject object, JsonObject::open(text, kCode));
  PullAnswer out;
  TRY(out.cursor, object.text("cursor"));
  TRY(out.epoch, object.text("epoch"));
  TRY(out.more, object.boolean("more"));
  TRY(out.next_n, object.integer("next_n"));
  TRY(out.now_ms, object.integer("now_ms"));
  TRY(const auto entries, object.list("entries"));
  for (const std::string_view item : entries) {
    TRY(const JsonObject row, JsonObject::part(item, kCode));
    ledger::FeedEntry entry;
    TRY(entry.seq, row.integer("seq"));
    TRY(entry.id, id_of(row, kCode));
    TRY(entry.hash, row.hash("hash"));
    TRY(const JsonObject verdict, row.object("verdict"));
    TRY(entry.verdict, verdict_of(verdict));
    entry.text = row.raw("change");
    out.entries.push_back(std::move(entry));
  }
  return out;
}

std::string print(const ContentsAnswer& message) {
  return dump({{"held", hashes_json(message.held)}, {"wanted", hashes_json(message.wanted)}});
}

std::string print_contents(std::span<const base::Hash> hashes) {
  return dump({{"contents", hashes_json(hashes)}});
}

Result<ContentsAnswer> parse_contents_answer(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const JsonObject object, JsonObject::open(text, kCode));
  ContentsAnswer out;
  TRY(out.held, hashes_of(object, "held", kCode));
  TRY(out.wanted, hashes_of(object, "wanted", kCode));
  return out;
}

Result<std::vector<base::Hash>> parse_contents(std::string_view text) {
  TRY(const JsonObject object, JsonObject::open(text, ErrorCode::changeset_invalid));
  return hashes_of(object, "contents", ErrorCode::changeset_invalid);
}

std::string print(const Fault& message) {
  json error{{"code", message.code}};
  if (!message.field.empty()) {
    error["field"] = message.field;
  }
  if (message.next_n > 0) {
    error["next_n"] = message.next_n;
  }
  return dump({{"error", std::move(error)}});
}

Fault parse_fault(std::string_view text) {
  Fault out;
  const auto object = JsonObject::open(text, ErrorCode::answer_invalid);
  const auto error = object ? object->object("error") : object;
  if (error) {
    out.code = error->text("code").value_or("");
    out.field = error->text("field").value_or("");
    out.next_n = error->integer("next_n").value_or(0);
  }
  return out;
}

std::string print(const oplog::OpVerdict& verdict) { return dump(verdict_json(verdict)); }

Result<oplog::OpVerdict> parse_verdict(std::string_view text) {
  TRY(const JsonObject object, JsonObject::open(text, ErrorCode::answer_invalid));
  return verdict_of(object);
}

}  // namespace saimnieks::sync
