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

// The texts are our own, so a fault in one means a damaged file. Every type is looked at before it
// is read: the browser's program is built without exceptions.
tl::unexpected<base::Error> damaged(const char* what) {
  return fail(ErrorCode::storage_corrupt, what);
}

Result<void> read_clocks(const json& clocks, RowState& state) {
  for (const auto& [name, stamp] : clocks.items()) {
    if (!stamp.is_string()) {
      return damaged("clocks");
    }
    TRY(state.clocks[name], Hlc::parse(stamp.get_ref<const std::string&>()));
  }
  return {};
}

void read_fields(const json& fields, RowState& state) {
  for (const auto& [name, value] : fields.items()) {
    if (value.is_number_integer()) {
      state.fields[name] = value.get<std::int64_t>();
    } else if (value.is_string()) {
      state.fields[name] = value.get<std::string>();
    } else {
      state.fields[name] = Value();
    }
  }
}

Result<void> read_version(const json& version, RowState& state) {
  if (version.size() != 2 || !version[0].is_string() || !version[1].is_number_integer()) {
    return damaged("version");
  }
  TRY(state.version.device, base::Uuid::parse(version[0].get_ref<const std::string&>()));
  state.version.n = version[1].get<std::int64_t>();
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
  const json document = json::parse(text, nullptr, false);
  const auto member = [&document](const char* name, bool (json::*right)() const noexcept) {
    const auto found = document.find(name);
    return found != document.end() && ((*found).*right)() ? &*found : nullptr;
  };
  const json* clocks = member("clocks", &json::is_object);
  const json* fields = member("fields", &json::is_object);
  const json* version = member("version", &json::is_array);
  if (clocks == nullptr || fields == nullptr || version == nullptr) {
    return damaged("row state");
  }
  RowState state;
  TRY_DO(read_clocks(*clocks, state));
  read_fields(*fields, state);
  TRY_DO(read_version(*version, state));
  return state;
}

}  // namespace saimnieks::oplog
