#include "sync/cli/reference.h"

#include <string>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using catalogue::Catalogue;
using catalogue::Entry;
using catalogue::Kind;
using nlohmann::ordered_json;

ordered_json words(std::string_view latvian, std::string_view english) {
  return {{"lv", latvian}, {"en", english}};
}

ordered_json code_or_null(const Entry* entry) {
  return entry == nullptr ? ordered_json() : ordered_json(entry->code);
}

ordered_json summary(const Catalogue& from) {
  ordered_json versions = ordered_json::array();
  for (const Catalogue& one : catalogue::versions()) {
    versions.push_back(one.id);
  }
  ordered_json kinds = ordered_json::array();
  for (const catalogue::KindInfo& info : from.kinds) {
    kinds.push_back({{"kind", info.name},
                     {"lv", info.title_lv},
                     {"en", info.title_en},
                     {"count", info.entries.size()},
                     {"extension", name(info.extension)}});
  }
  ordered_json marks = ordered_json::object();
  for (const catalogue::MarkInfo& mark : from.marks) {
    marks[std::string(name(mark.mark))] = words(mark.title_lv, mark.title_en);
  }
  ordered_json mended = ordered_json::array();
  for (const catalogue::Fault& fault : from.faults) {
    mended.push_back({{"found", fault.found},
                      {"mended", fault.mended},
                      {"times", fault.times},
                      {"lv", fault.text_lv},
                      {"en", fault.text_en}});
  }
  return {{"version", from.id},
          {"date", from.date},
          {"source", words(from.source_lv, from.source_en)},
          {"versions", std::move(versions)},
          {"kinds", std::move(kinds)},
          {"marks", std::move(marks)},
          {"mended", std::move(mended)}};
}

// What only some kinds have besides titles.
void add_own_fields(ordered_json& out, const Catalogue& from, const Entry& entry) {
  for (const catalogue::RoleRow& row : from.role_rows) {
    if (row.entry == &entry) {
      out["scale"] = row.scale->code;
      out["role"] = row.role->code;
      out["responsibility"] = row.responsibility->code;
      out["scope"] = words(row.scope_lv, row.scope_en);
      out["holder"] = {{"rule", name(row.holder)}, {"lv", row.holder_lv}, {"en", row.holder_en}};
    }
  }
  for (const catalogue::Box& box : from.boxes) {
    if (box.entry == &entry) {
      out["scale"] = code_or_null(box.scale);
      out["phase"] = code_or_null(box.phase);
    }
  }
  for (const catalogue::Relation& relation : from.relations) {
    if (relation.entry == &entry) {
      out["type"] = name(relation.type);
      out["from"] = relation.from->code;
      out["to"] = code_or_null(relation.to);
    }
  }
}

ordered_json entry_json(const Catalogue& from, const Entry& entry) {
  ordered_json out{{"code", entry.code}, {"lv", entry.title_lv}, {"en", entry.title_en}};
  if (!entry.detail_lv.empty()) {
    out["detail"] = words(entry.detail_lv, entry.detail_en);
  }
  if (entry.parent != nullptr) {
    out["parent"] = entry.parent->code;
  }
  if (!entry.levels.empty()) {
    out["levels"] = ordered_json::array();
    for (const Entry* level : entry.levels) {
      out["levels"].push_back(level->code);
    }
  }
  add_own_fields(out, from, entry);
  out["notes"] = ordered_json::array();
  for (const catalogue::Note* note : entry.notes) {
    out["notes"].push_back(note->code);
  }
  return out;
}

ordered_json kind_json(const Catalogue& from, Kind kind) {
  const catalogue::KindInfo& info = from.info(kind);
  ordered_json entries = ordered_json::array();
  ordered_json notes = ordered_json::object();  // each said once, whoever bears it
  for (const Entry& entry : info.entries) {
    entries.push_back(entry_json(from, entry));
    for (const catalogue::Note* note : entry.notes) {
      notes[std::string(note->code)] = {{"mark", name(note->mark)},
                                        {"field", note->field},
                                        {"lv", note->text_lv},
                                        {"en", note->text_en}};
    }
  }
  return {{"version", from.id},
          {"kind", info.name},
          {"lv", info.title_lv},
          {"en", info.title_en},
          {"extension", name(info.extension)},
          {"entries", std::move(entries)},
          {"notes", std::move(notes)}};
}

}  // namespace

base::Result<ordered_json> show_catalogue(const Arguments& arguments) {
  const Catalogue* from = &catalogue::current();
  if (arguments.has("version")) {
    from = catalogue::find_version(arguments.value("version"));
    if (from == nullptr) {
      return base::fail(ErrorCode::usage_invalid,
                        "catalogue --version " + arguments.value("version"));
    }
  }
  if (arguments.files.empty()) {
    return summary(*from);
  }
  const auto kind = catalogue::kind_from_name(arguments.files[0]);
  if (!kind) {
    return base::fail(ErrorCode::usage_invalid, "catalogue " + arguments.files[0]);
  }
  return kind_json(*from, *kind);
}

}  // namespace saimnieks::cli
