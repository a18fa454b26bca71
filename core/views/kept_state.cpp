#include "core/views/kept_state.h"

#include <array>
#include <limits>

#include <nlohmann/json.hpp>

namespace saimnieks::views {
namespace {

using nlohmann::json;

// Names, not numbers: a newer build may have put something between.
template <class T, std::size_t N>
using Names = std::array<std::pair<std::string_view, T>, N>;

constexpr Names<Screen, 8> kScreens{{{"start", Screen::start},
                                     {"overview", Screen::overview},
                                     {"compare", Screen::compare},
                                     {"lines", Screen::lines},
                                     {"entry", Screen::entry},
                                     {"import", Screen::import},
                                     {"sync", Screen::sync},
                                     {"settings", Screen::settings}}};
constexpr Names<Breakdown, kBreakdowns> kBreakdownNames{
    {{"unit_service_code", Breakdown::unit_service_code},
     {"service_unit_code", Breakdown::service_unit_code},
     {"code_unit_service", Breakdown::code_unit_service}}};
constexpr Names<CompareColumn, 5> kCompareColumns{{{"name", CompareColumn::name},
                                                   {"base", CompareColumn::base},
                                                   {"other", CompareColumn::other},
                                                   {"delta", CompareColumn::delta},
                                                   {"percent", CompareColumn::percent}}};
constexpr Names<LinesColumn, 7> kLinesColumns{{{"unit", LinesColumn::unit},
                                               {"service", LinesColumn::service},
                                               {"code", LinesColumn::code},
                                               {"period", LinesColumn::period},
                                               {"scenario", LinesColumn::scenario},
                                               {"amount", LinesColumn::amount},
                                               {"note", LinesColumn::note}}};
using Part = cube::Cube::Part;
constexpr Names<Part, 3> kParts{
    {{"both", Part::both}, {"plan", Part::plan}, {"actual", Part::actual}}};

template <class T, std::size_t N>
json name_of(const Names<T, N>& names, T value) {
  for (const auto& [name, known] : names) {
    if (known == value) {
      return std::string(name);
    }
  }
  return nullptr;
}

// ---- reading: each takes over what is there and fits, and says whether it did

const json* member(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? nullptr : &*found;
}

bool take(const json& object, const char* key, bool& out) {
  const json* value = member(object, key);
  if (value == nullptr || !value->is_boolean()) {
    return false;
  }
  out = value->get<bool>();
  return true;
}

bool take(const json& object, const char* key, std::string& out) {
  const json* value = member(object, key);
  if (value == nullptr || !value->is_string()) {
    return false;
  }
  out = value->get<std::string>();
  return true;
}

template <class T>
requires std::is_integral_v<T>
bool take(const json& object, const char* key, T& out) {
  const json* value = member(object, key);
  if (value == nullptr || !value->is_number_integer()) {
    return false;
  }
  const auto number = value->get<std::int64_t>();
  if constexpr (sizeof(T) < sizeof(std::int64_t)) {
    if (number < std::int64_t{std::numeric_limits<T>::min()} ||
        number > std::int64_t{std::numeric_limits<T>::max()}) {
      return false;
    }
  }
  out = static_cast<T>(number);
  return true;
}

template <class T, std::size_t N>
bool take(const json& object, const char* key, const Names<T, N>& names, T& out) {
  std::string wanted;
  if (!take(object, key, wanted)) {
    return false;
  }
  for (const auto& [name, value] : names) {
    if (name == wanted) {
      out = value;
      return true;
    }
  }
  return false;
}

// ---- sides, paths, row keys

json side_json(const cube::Side& side) {
  json out = {{"kind", model::name(side.kind)}};
  if (side.version) {
    out["version"] = model::index(*side.version);
  }
  if (side.year) {
    out["year"] = *side.year;
  }
  return out;
}

template <class Row>
bool usable(const model::Dimension<Row>& dimension, std::uint32_t number) {
  const typename Row::Id id{number};
  return dimension.contains(id) && dimension[id].usable();
}

void take_side(const json& object, const char* key, const ledger::Ledger& ledger,
               std::optional<cube::Side>& out) {
  const json* value = member(object, key);
  std::string kind;
  cube::Side side;
  if (value == nullptr || !take(*value, "kind", kind)) {
    return;
  }
  const auto known = model::from_name<model::LineKind>(kind);
  if (!known) {
    return;
  }
  side.kind = *known;
  std::uint32_t version = 0;
  if (member(*value, "version") != nullptr) {
    if (!take(*value, "version", version) || !usable(ledger.versions(), version)) {
      return;
    }
    side.version = cube::VersionId{version};
  }
  int year = 0;
  if (take(*value, "year", year)) {
    side.year = year;
  }
  out = side;
}

json path_json(const std::vector<cube::Member>& path) {
  json out = json::array();
  for (const cube::Member& step : path) {
    out.push_back({{"axis", cube::name(step.axis)}, {"id", step.id}});
  }
  return out;
}

bool is_there(const cube::Member& step, const ledger::Ledger& ledger) {
  if (step.id == model::kNone) {
    return true;  // the lines that have none
  }
  switch (step.axis) {
    case cube::Axis::unit:
      return usable(ledger.units(), step.id);
    case cube::Axis::service:
      return usable(ledger.services(), step.id);
    case cube::Axis::code:
    case cube::Axis::function:
      return usable(ledger.codes(), step.id);
    case cube::Axis::version:
      return usable(ledger.versions(), step.id);
    case cube::Axis::resource:
      return usable(ledger.resources(), step.id);
    case cube::Axis::policy:
      return usable(ledger.policies(), step.id);
    case cube::Axis::source:
      return usable(ledger.sources(), step.id);
    default:
      return true;  // members that are no rows: years, months, kinds
  }
}

// False: it leads to something that is not there any more.
bool take_path(const json& object, const ledger::Ledger& ledger, std::vector<cube::Member>& out) {
  const json* steps = member(object, "path");
  if (steps == nullptr || !steps->is_array()) {
    return false;
  }
  std::vector<cube::Member> path;
  for (const json& step : *steps) {
    std::string axis;
    cube::Member found;
    if (!take(step, "axis", axis) || !take(step, "id", found.id)) {
      return false;
    }
    const auto known = cube::axis_from_name(axis);
    found.axis = known.value_or(cube::Axis::unit);
    if (!known || !is_there(found, ledger)) {
      return false;
    }
    path.push_back(found);
  }
  out = std::move(path);
  return true;
}

// Row keys use all 64 bits; in JSON they are signed numbers of the same bits.
json keys_json(const std::set<std::uint64_t>& keys) {
  json out = json::array();
  for (const std::uint64_t key : keys) {
    out.push_back(static_cast<std::int64_t>(key));
  }
  return out;
}

void take_keys(const json& object, const char* key, std::set<std::uint64_t>& out) {
  const json* list = member(object, key);
  if (list == nullptr || !list->is_array()) {
    return;
  }
  for (const json& item : *list) {
    if (item.is_number_integer()) {
      out.insert(static_cast<std::uint64_t>(item.get<std::int64_t>()));
    }
  }
}

// ---- the parts

json compare_json(const CompareState& state) {
  json out = {{"breakdown", name_of(kBreakdownNames, state.breakdown)},
              {"closed", keys_json(state.closed)},
              {"descending", state.descending},
              {"expanded", keys_json(state.expanded)},
              {"query", state.query},
              {"sort", name_of(kCompareColumns, state.sort)}};
  if (state.base) {
    out["base"] = side_json(*state.base);
  }
  if (state.other) {
    out["other"] = side_json(*state.other);
  }
  if (state.through_month) {
    out["through_month"] = *state.through_month;
  }
  return out;
}

void restore_compare(const json& kept, const ledger::Ledger& ledger, CompareState& state) {
  take_side(kept, "base", ledger, state.base);
  take_side(kept, "other", ledger, state.other);
  int month = 0;
  if (take(kept, "through_month", month) && month >= 1 && month <= cube::kWholeYear) {
    state.through_month = month;
  }
  static_cast<void>(take(kept, "breakdown", kBreakdownNames, state.breakdown));
  take_keys(kept, "expanded", state.expanded);
  take_keys(kept, "closed", state.closed);
  if (take(kept, "sort", kCompareColumns, state.sort)) {
    static_cast<void>(take(kept, "descending", state.descending));
  }
  static_cast<void>(take(kept, "query", state.query));
}

json lines_json(const LinesState& state) {
  json out = {{"descending", state.descending},
              {"part", name_of(kParts, state.part)},
              {"path", path_json(state.path)},
              {"query", state.query}};
  if (state.sort) {
    out["sort"] = name_of(kLinesColumns, *state.sort);
  }
  if (state.shown) {
    out["shown"] = static_cast<std::int64_t>(*state.shown);
  }
  if (state.draft) {
    out["draft"] = {{"column", name_of(kLinesColumns, state.draft->column)},
                    {"fault", base::error_name(state.draft->fault)},
                    {"line", static_cast<std::int64_t>(state.draft->line)},
                    {"text", state.draft->text}};
  }
  return out;
}

bool has_line(const ledger::Ledger& ledger, std::int64_t rid) {
  return ledger.line(model::LineId{rid}).has_value();
}

void restore_draft(const json& kept, const ledger::Ledger& ledger, LinesState& state) {
  const json* draft = member(kept, "draft");
  LineDraft found;
  std::int64_t line = 0;
  std::string fault;
  if (draft == nullptr || !take(*draft, "line", line) || !has_line(ledger, line) ||
      !take(*draft, "column", kLinesColumns, found.column) || !take(*draft, "text", found.text) ||
      !take(*draft, "fault", fault)) {
    return;
  }
  found.line = model::LineId{line};
  found.fault = base::error_code_from_name(fault).value_or(found.fault);
  state.draft = std::move(found);
}

// False: the figure that the lines stood behind is gone.
bool restore_lines(const json& kept, const ledger::Ledger& ledger, LinesState& state) {
  if (!take_path(kept, ledger, state.path)) {
    return false;
  }
  static_cast<void>(take(kept, "part", kParts, state.part));
  LinesColumn sort{};
  if (take(kept, "sort", kLinesColumns, sort)) {
    state.sort = sort;
    static_cast<void>(take(kept, "descending", state.descending));
  }
  static_cast<void>(take(kept, "query", state.query));
  std::int64_t shown = 0;
  if (take(kept, "shown", shown) && has_line(ledger, shown)) {
    state.shown = model::LineId{shown};
  }
  restore_draft(kept, ledger, state);
  return true;
}

// What was typed and not saved yet; a fault is found again.
json form_json(const LineForm& form) {
  json out = {{"all_fields", form.all_fields},
              {"original", form.original},
              {"repeated", form.repeated},
              {"typed", form.typed}};
  if (form.line) {
    out["line"] = static_cast<std::int64_t>(*form.line);
  }
  return out;
}

void take_texts(const json& object, const char* key,
                std::map<std::string, std::string, std::less<>>& out) {
  const json* texts = member(object, key);
  if (texts == nullptr || !texts->is_object()) {
    return;
  }
  for (const auto& [name, text] : texts->items()) {
    if (text.is_string()) {
      out.emplace(name, text.get<std::string>());
    }
  }
}

// False: the line is gone.
bool restore_form(const json& kept, const ledger::Ledger& ledger, LineForm& form) {
  LineForm found;
  std::int64_t line = 0;
  if (take(kept, "line", line)) {
    const auto stored = ledger.line(model::LineId{line});
    if (!stored) {
      return false;
    }
    found.line = model::LineId{line};
    found.row = stored->uuid;
  }
  static_cast<void>(take(kept, "all_fields", found.all_fields));
  take_texts(kept, "typed", found.typed);
  take_texts(kept, "original", found.original);
  if (const json* repeated = member(kept, "repeated");
      repeated != nullptr && repeated->is_array()) {
    for (const json& name : *repeated) {
      if (name.is_string()) {
        found.repeated.insert(name.get<std::string>());
      }
    }
  }
  form = std::move(found);
  return true;
}

json place_json(const Place& place) {
  return {{"column", place.column},      {"focused", place.focused},
          {"grid", place.grid},          {"page", place.page},
          {"ring", place.ring},          {"row", static_cast<std::int64_t>(place.row)},
          {"scroll_px", place.scroll_px}};
}

void restore_place(const json& kept, Place& place) {
  Place found;
  if (take(kept, "page", found.page) && take(kept, "scroll_px", found.scroll_px) &&
      take(kept, "grid", found.grid) && take(kept, "row", found.row) &&
      take(kept, "column", found.column) && take(kept, "focused", found.focused) &&
      take(kept, "ring", found.ring)) {
    place = found;
  }
}

}  // namespace

std::string_view screen_name(Screen screen) {
  return kScreens[static_cast<std::size_t>(screen)].first;
}

std::optional<Screen> screen_from_name(std::string_view name) {
  for (const auto& [known, screen] : kScreens) {
    if (known == name) {
      return screen;
    }
  }
  return std::nullopt;
}

std::string print_kept(const UiState& state) {
  const json out = {{"compare", compare_json(state.compare)},
                    {"form", form_json(state.form)},
                    {"lines", lines_json(state.lines)},
                    {"place", place_json(state.place)},
                    {"screen", screen_name(state.screen)}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

void restore_kept(std::string_view text, const ledger::Ledger& ledger, UiState& state) {
  const json kept = json::parse(text.begin(), text.end(), nullptr, false);
  const auto part = [&kept](const char* key) -> const json& {
    static const json nothing;
    const json* found = member(kept, key);
    return found == nullptr ? nothing : *found;
  };
  restore_compare(part("compare"), ledger, state.compare);
  const bool lines = restore_lines(part("lines"), ledger, state.lines);
  const bool form = restore_form(part("form"), ledger, state.form);
  if (take(kept, "screen", kScreens, state.screen) &&
      ((state.screen == Screen::lines && !lines) || (state.screen == Screen::entry && !form))) {
    state.screen = Screen::compare;
  }
  restore_place(part("place"), state.place);
}

}  // namespace saimnieks::views
