#include "sync/protocol/messages.h"

#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace saimnieks::sync {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::json;

constexpr std::string_view kFormat = "saimnieks.changeset/1";

// Refuses what would be read in two ways (doubled keys) or would exhaust the stack (depth), while
// parsing and not after.
class Guard {
 public:
  bool operator()(int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepestJson) {
      sound_ = false;
    } else if (event == json::parse_event_t::object_start) {
      keys_.emplace_back();
    } else if (event == json::parse_event_t::key) {
      sound_ = keys_.back().insert(value.get<std::string>()).second && sound_;
    } else if (event == json::parse_event_t::object_end) {
      keys_.pop_back();
    }
    return sound_;
  }
  [[nodiscard]] bool sound() const { return sound_; }

 private:
  std::vector<std::set<std::string>> keys_;
  bool sound_ = true;
};

Result<json> parse_object(std::string_view text, ErrorCode code) {
  // Depth is counted first, since the parser itself recurses with it.
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\' ? 1U : 0U;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepestJson) {
        return base::fail(code, "too deep");
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  Guard guard;
  json value = json::parse(
      text.begin(), text.end(),
      [&guard](int level, json::parse_event_t event, json& part) {
        return guard(level, event, part);
      },
      false);
  if (!guard.sound() || !value.is_object()) {
    return base::fail(code, "not an object of this format");
  }
  return value;
}

Result<std::string> text_of(const json& object, const char* key, ErrorCode code) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) {
    return base::fail_field(code, key);
  }
  return found->get<std::string>();
}

Result<std::int64_t> int_of(const json& object, const char* key, ErrorCode code) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) {
    return base::fail_field(code, key);
  }
  return found->get<std::int64_t>();
}

Result<const json*> list_of(const json& object, const char* key, ErrorCode code) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) {
    return base::fail_field(code, key);
  }
  return &*found;
}

Result<base::Uuid> uuid_of(const json& object, const char* key, ErrorCode code) {
  TRY(const std::string text, text_of(object, key, code));
  return base::Uuid::parse(text);
}

Result<oplog::Hash> hash_of(const json& object, const char* key, ErrorCode code) {
  TRY(const std::string text, text_of(object, key, code));
  return base::hash_from_hex(text);
}

json id_json(const oplog::OpId& id) { return json::array({id.device.text(), id.n}); }

Result<oplog::OpId> id_of(const json& value, ErrorCode code) {
  if (!value.is_array() || value.size() != 2 || !value[0].is_string() ||
      !value[1].is_number_integer()) {
    return base::fail_field(code, "op");
  }
  TRY(const base::Uuid device, base::Uuid::parse(value[0].get<std::string>()));
  return oplog::OpId{device, value[1].get<std::int64_t>()};
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

Result<oplog::Verdict> one_verdict(const json& object) {
  if (!object.is_object()) {
    return base::fail(ErrorCode::answer_invalid, "verdict");
  }
  TRY(const std::string kind, text_of(object, "kind", ErrorCode::answer_invalid));
  const auto known = oplog::verdict_kind_from_name(kind);
  if (!known) {
    return base::fail_field(ErrorCode::answer_invalid, "kind", kind);
  }
  oplog::Verdict out;
  out.kind = *known;
  out.code = base::error_code_from_name(object.value("code", std::string("internal")))
                 .value_or(ErrorCode::internal);
  out.field = object.value("field", std::string());
  return out;
}

Result<oplog::OpVerdict> verdict_of(const json& object) {
  oplog::OpVerdict out;
  TRY(out.verdict, one_verdict(object));
  if (const auto exceptions = object.find("exceptions"); exceptions != object.end()) {
    for (const json& row : *exceptions) {
      TRY(const oplog::Verdict verdict, one_verdict(row));
      TRY(const std::int64_t place, int_of(row, "row", ErrorCode::answer_invalid));
      out.exceptions.push_back({static_cast<std::uint32_t>(place), verdict});
    }
  }
  return out;
}

}  // namespace

std::string print(const ChangeSet& set) {
  // The ops' own text is put in as it is: it is what the hashes are of.
  json head{{"format", std::string(kFormat)},
            {"ledger", set.ledger.text()},
            {"device", set.device.text()},
            {"batch", set.batch},
            {"first", set.changes.empty() ? 0 : set.changes.front().id.n},
            {"before", base::to_hex(set.before)},
            {"head", base::to_hex(set.changes.empty() ? set.before : set.changes.back().hash)}};
  std::string out = head.dump();
  out.pop_back();
  out += ",\"changes\":[";
  for (std::size_t i = 0; i < set.changes.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += set.changes[i].text;
  }
  out += "]}";
  return out;
}

Result<ChangeSet> parse_change_set(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::changeset_invalid;
  TRY(const json object, parse_object(text, kCode));
  TRY(const std::string format, text_of(object, "format", kCode));
  if (format != kFormat) {
    return base::fail_field(kCode, "format", format);
  }
  ChangeSet set;
  TRY(set.ledger, uuid_of(object, "ledger", kCode));
  TRY(set.device, uuid_of(object, "device", kCode));
  TRY(set.batch, text_of(object, "batch", kCode));
  TRY(set.before, hash_of(object, "before", kCode));
  TRY(const oplog::Hash head, hash_of(object, "head", kCode));
  TRY(const json* changes, list_of(object, "changes", kCode));
  oplog::Hash hash = set.before;
  std::int64_t next_n = 0;
  for (const json& change : *changes) {
    ChangeSet::Change out;
    out.text = change.dump();
    TRY(const oplog::Op op, oplog::parse_op(out.text));
    if (op.id.device != set.device || (next_n != 0 && op.id.n != next_n)) {
      return base::fail_field(kCode, "changes", "not consecutive ops of the device");
    }
    out.id = op.id;
    out.count = op.count();
    next_n = op.id.n + op.count();
    hash = oplog::chain_next(hash, out.text);
    out.hash = hash;
    set.changes.push_back(std::move(out));
  }
  if (hash != head) {
    return base::fail_field(kCode, "head", "the chain does not fit");
  }
  return set;
}

ChangeSet change_set(const base::Uuid& ledger, const base::Uuid& device, std::string batch,
                     const ledger::Outbox& outbox) {
  ChangeSet set{ledger, device, std::move(batch), outbox.before, {}};
  for (const auto& item : outbox.items) {
    set.changes.push_back({item.id, item.count, item.text, item.hash});
  }
  return set;
}

std::string print(const Enrolment& message) {
  return json{{"token", message.token},
              {"device", message.device.text()},
              {"ledger", message.ledger.text()},
              {"empty", message.empty},
              {"user", message.user}}
      .dump();
}

Result<Enrolment> parse_enrolment(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::changeset_invalid;
  TRY(const json object, parse_object(text, kCode));
  Enrolment out;
  TRY(out.token, text_of(object, "token", kCode));
  TRY(out.device, uuid_of(object, "device", kCode));
  TRY(out.ledger, uuid_of(object, "ledger", kCode));
  TRY(out.user, text_of(object, "user", kCode));
  const auto empty = object.find("empty");
  out.empty = empty != object.end() && empty->is_boolean() && empty->get<bool>();
  return out;
}

std::string print(const Enrolled& message) {
  return json{
      {"secret", message.secret}, {"ledger", message.ledger.text()}, {"epoch", message.epoch}}
      .dump();
}

Result<Enrolled> parse_enrolled(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const json object, parse_object(text, kCode));
  Enrolled out;
  TRY(out.secret, text_of(object, "secret", kCode));
  TRY(out.ledger, uuid_of(object, "ledger", kCode));
  TRY(out.epoch, text_of(object, "epoch", kCode));
  return out;
}

std::string print(const PushAnswer& message) {
  json verdicts = json::array();
  for (const auto& item : message.verdicts) {
    json row = verdict_json(item.verdict);
    row["op"] = id_json(item.id);
    verdicts.push_back(std::move(row));
  }
  return json{{"verdicts", std::move(verdicts)},
              {"receipt", {{"scope", message.scope}, {"seq", message.seq}}}}
      .dump();
}

Result<PushAnswer> parse_push_answer(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const json object, parse_object(text, kCode));
  PushAnswer out;
  TRY(const json* verdicts, list_of(object, "verdicts", kCode));
  for (const json& item : *verdicts) {
    TRY(const oplog::OpVerdict verdict, verdict_of(item));
    TRY(const oplog::OpId id, id_of(item.value("op", json()), kCode));
    out.verdicts.push_back({id, verdict});
  }
  const json receipt = object.value("receipt", json::object());
  TRY(out.scope, text_of(receipt, "scope", kCode));
  TRY(out.seq, int_of(receipt, "seq", kCode));
  return out;
}

std::string print(const PullAnswer& message, const base::Uuid& without_text_of) {
  std::string out = "{\"entries\":[";
  for (std::size_t i = 0; i < message.entries.size(); ++i) {
    const ledger::FeedEntry& entry = message.entries[i];
    json head{{"seq", entry.seq},
              {"op", id_json(entry.id)},
              {"hash", base::to_hex(entry.hash)},
              {"verdict", verdict_json(entry.verdict)}};
    std::string text = head.dump();
    if (entry.id.device != without_text_of) {
      text.pop_back();
      text += ",\"change\":" + entry.text + "}";
    }
    out += (i == 0 ? "" : ",") + text;
  }
  const json tail{{"cursor", message.cursor}, {"epoch", message.epoch}, {"more", message.more}};
  out += "]," + tail.dump().substr(1);
  return out;
}

Result<PullAnswer> parse_pull_answer(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::answer_invalid;
  TRY(const json object, parse_object(text, kCode));
  PullAnswer out;
  TRY(out.cursor, text_of(object, "cursor", kCode));
  TRY(out.epoch, text_of(object, "epoch", kCode));
  out.more = object.value("more", false);
  TRY(const json* entries, list_of(object, "entries", kCode));
  for (const json& item : *entries) {
    ledger::FeedEntry entry;
    TRY(entry.seq, int_of(item, "seq", kCode));
    TRY(entry.id, id_of(item.value("op", json()), kCode));
    TRY(entry.hash, hash_of(item, "hash", kCode));
    TRY(entry.verdict, verdict_of(item.value("verdict", json())));
    if (const auto change = item.find("change"); change != item.end()) {
      entry.text = change->dump();
    }
    out.entries.push_back(std::move(entry));
  }
  return out;
}

std::string print(const Fault& message) {
  json error{{"code", message.code}};
  if (message.next_n > 0) {
    error["next_n"] = message.next_n;
  }
  return json{{"error", std::move(error)}}.dump();
}

Fault parse_fault(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  Fault out;
  if (object.is_object() && object.contains("error") && object["error"].is_object()) {
    const json& error = object["error"];
    const auto code = error.find("code");
    const auto next_n = error.find("next_n");
    out.code = code != error.end() && code->is_string() ? code->get<std::string>() : "";
    out.next_n =
        next_n != error.end() && next_n->is_number_integer() ? next_n->get<std::int64_t>() : 0;
  }
  return out;
}

std::string print(const oplog::OpVerdict& verdict) { return verdict_json(verdict).dump(); }

Result<oplog::OpVerdict> parse_verdict(std::string_view text) {
  TRY(const json object, parse_object(text, ErrorCode::answer_invalid));
  return verdict_of(object);
}

}  // namespace saimnieks::sync
