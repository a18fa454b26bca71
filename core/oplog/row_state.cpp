// A row's state as canonical JSON and back.
#include <nlohmann/json.hpp>

#include "core/oplog/canonical.h"
#include "core/oplog/judge.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using nlohmann::json;

Result<void> read_state(const json& document, RowState& state) {
  for (const auto& [name, stamp] : document.at("clocks").items()) {
    TRY(state.clocks[name], Hlc::parse(stamp.get_ref<const std::string&>()));
  }
  for (const auto& [name, value] : document.at("fields").items()) {
    if (value.is_number_integer()) {
      state.fields[name] = value.get<std::int64_t>();
    } else if (value.is_string()) {
      state.fields[name] = value.get<std::string>();
    } else {
      state.fields[name] = Value();
    }
  }
  TRY(state.version.device, base::Uuid::parse(document.at("version").at(0).get<std::string>()));
  state.version.n = document.at("version").at(1).get<std::int64_t>();
  return {};
}

}  // namespace

std::string RowState::text() const {
  std::string out = "{\"clocks\":{";
  bool first = true;
  const auto key = [&](const std::string& name) {
    out += first ? "" : ",";
    first = false;
    append_json_text(out, name);
    out += ':';
  };
  for (const auto& [name, clock] : clocks) {
    key(name);
    append_json_text(out, clock.text());
  }
  out += "},\"fields\":{";
  first = true;
  for (const auto& [name, value] : fields) {
    key(name);
    append_json_value(out, value);
  }
  out += "},\"version\":";
  append_json_op_id(out, version);
  out += '}';
  return out;
}

base::Result<RowState> RowState::parse(std::string_view text) {
  RowState state;
  try {
    const json document = json::parse(text, nullptr, false);
    TRY_DO(read_state(document, state));
  } catch (const json::exception& error) {
    // at() and get() of the library throw; this text is our own, so a fault means a damaged file.
    return fail(ErrorCode::storage_corrupt, error.what());
  }
  return state;
}

}  // namespace saimnieks::oplog
