#include "core/exchange/named_mappings.h"

#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "core/exchange/remembered.h"
#include "core/exchange/words.h"
#include "exchange/ready_mappings.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::fail_field;
using nlohmann::json;

constexpr const char* kSetting = "mappings";  // an object: the mapping as text, by name

// The asset is embedded and read by a test, so a fault in it is a bug of the build.
const json& ready() {
  static const json loaded = json::parse(ready_mappings_embedded::kFiles[0].content);
  return loaded;
}

bool is_ready(std::string_view name) {
  const auto found = ready().find(name);
  return found != ready().end() && found->is_object();
}

base::Result<std::map<std::string, std::string>> kept(const ledger::Ledger& ledger) {
  TRY(const auto text, ledger.setting(kSetting));
  std::map<std::string, std::string> out;
  const json object = json::parse(text.value_or("{}"), nullptr, false);
  if (!object.is_object()) {
    return fail(ErrorCode::storage_corrupt, kSetting);
  }
  for (const auto& [name, mapping] : object.items()) {
    out[name] = mapping.is_string() ? mapping.get<std::string>() : std::string();
  }
  return out;
}

// The first column of the file that begins with one of the words, in their order.
std::string column_by_words(const FileShape& shape, const json& words,
                            std::set<std::string>& taken) {
  for (const json& word : words) {
    for (const std::string& title : shape.header) {
      if (header_begins(title, word.get<std::string>()) && taken.insert(title).second) {
        return title;
      }
    }
  }
  return {};
}

base::Result<Mapping> for_shape(const json& ready, const FileShape& shape) {
  json mapping = ready.at("mapping");
  std::set<std::string> taken;
  json& columns = mapping["columns"] = json::object();
  for (const auto& [key, words] : ready.at("columns").items()) {
    const std::string title = column_by_words(shape, words, taken);
    if (!title.empty()) {
      columns[key] = title;
    }
  }
  for (const json& key : ready.at("needed")) {
    if (!columns.contains(key.get<std::string>())) {
      return fail(ErrorCode::column_missing,
                  ready.at("columns").at(key.get<std::string>()).at(0).get<std::string>());
    }
  }
  if (!columns.contains("resource")) {
    columns.erase("resource_name");
  }
  if (!columns.contains("quantity")) {
    columns.erase("measure");
  }
  return parse_mapping(mapping.dump());
}

}  // namespace

base::Result<std::vector<NamedMapping>> named_mappings(const ledger::Ledger& ledger) {
  TRY(const auto own, kept(ledger));
  std::map<std::string, NamedMapping> all;
  for (const auto& [name, what] : ready().items()) {
    if (what.is_object()) {
      all[name] = {name, what.at("lv").get<std::string>(), what.at("en").get<std::string>(), {}};
    }
  }
  for (const auto& [name, mapping] : own) {
    all[name] = {name, {}, {}, mapping};
  }
  std::vector<NamedMapping> out;
  out.reserve(all.size());
  for (auto& [name, mapping] : all) {
    out.push_back(std::move(mapping));
  }
  return out;
}

base::Result<Mapping> find_mapping(const ledger::Ledger& ledger, std::string_view name,
                                   const FileShape& shape) {
  TRY(const auto own, kept(ledger));
  if (const auto found = own.find(std::string(name)); found != own.end()) {
    return parse_mapping(found->second);
  }
  return is_ready(name) ? for_shape(ready().at(std::string(name)), shape)
                        : fail(ErrorCode::not_found, std::string(name));
}

base::Result<void> save_mapping(ledger::Ledger& ledger, std::string_view name,
                                const Mapping& mapping) {
  if (name.empty()) {
    return fail_field(ErrorCode::value_missing, "name");
  }
  if (!mapping.period.empty()) {
    return fail_field(ErrorCode::mapping_invalid, "/period", mapping.period);
  }
  TRY(auto own, kept(ledger));
  own[std::string(name)] = print_mapping(for_next_time(mapping));
  return ledger.set_setting(kSetting, json(own).dump());
}

}  // namespace saimnieks::exchange
