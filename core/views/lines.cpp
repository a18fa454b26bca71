#include "core/views/lines.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/exchange/words.h"

namespace saimnieks::views {
namespace {

using text::Key;

constexpr std::size_t kWindow = 64;

template <class Id>
std::string label_in(const cube::Cube& cube, cube::Axis axis, Id id, const Words& words) {
  return member_label(cube, {axis, model::index(id)}, words);
}

std::string period_label(std::int32_t packed, const Words& words) {
  const auto period = base::Period::from_packed(packed);
  return period ? text::format_period_short(*period, words.language()) : std::string();
}

}  // namespace

bool has_endpoint(const ledger::Ledger& ledger) { return !ledger.sync_state().secret.empty(); }

std::string scenario_label(const cube::Cube& cube, const model::LineRow& row, const Words& words) {
  if (row.kind == model::LineKind::actual) {
    return std::string(words[Key::scenario_actual]);
  }
  return words.texts.tr(Key::scenario_plan,
                        cube.code_of({cube::Axis::version, model::index(row.version)}));
}

const LinesView& LinesList::update(const LinesState& state, const Words& words) {
  const CompareView& compare = comparison_.view();
  const bool same_language = words.language() == language_;
  cube::Comparison sides;
  if (!compare.empty) {
    sides = {compare.sides[compare.base].side, compare.sides[compare.other].side};
  }
  const std::int64_t revision = comparison_.cube().revision();
  const bool same_choice = state.path == arranged_.path && state.part == arranged_.part &&
                           sides == sides_ && revision_ >= 0;
  const bool same_lines = same_choice && revision == revision_;
  const bool same_order = state.sort == arranged_.sort &&
                          state.descending == arranged_.descending &&
                          state.query == arranged_.query;
  if (same_lines && same_order && same_language) {
    return view_;
  }
  const std::vector<model::LineId> before = chosen_;
  if (!same_lines) {
    choose(state, words);
  }
  sides_ = sides;
  revision_ = revision;
  // An amount that was changed does not jump away from under the person's hands: the order stays
  // until it is asked for anew.
  if (!same_choice || !same_order || !same_language || chosen_ != before) {
    search(state.query, words);
    sort(state, words);
  }
  arranged_ = state;
  language_ = words.language();
  window_.clear();
  write_heads(state, words);
  see_what_varies(state, words);
  return view_;
}

void LinesList::choose(const LinesState& state, const Words&) {
  chosen_ = comparison_.lines_of(state.path, state.part);
  view_.cell = comparison_.cell_of(state.path).value_or(cube::Cell{});
  view_.variance = cost_variance(view_.cell.plan_cents, view_.cell.actual_cents);
  view_.all = chosen_.size();
}

void LinesList::search(const std::string& query, const Words& words) {
  rids_ = chosen_;
  const std::string wanted = exchange::folded(query);
  if (wanted.empty()) {
    return;
  }
  const cube::Cube& cube = comparison_.cube();
  std::unordered_map<std::uint64_t, bool> known;  // by member: whether it matches
  const auto matches = [&](cube::Axis axis, std::uint32_t id) {
    const std::uint64_t key = (static_cast<std::uint64_t>(axis) << 32U) | id;
    const auto [place, fresh] = known.try_emplace(key, false);
    if (fresh) {
      const std::string label = exchange::folded(member_label(cube, {axis, id}, words));
      place->second = label.find(wanted) != std::string::npos;
    }
    return place->second;
  };
  rids_.erase(std::remove_if(rids_.begin(), rids_.end(),
                             [&](model::LineId rid) {
                               const auto row = cube.row(rid);
                               return !row ||
                                      !(matches(cube::Axis::unit, model::index(row->unit)) ||
                                        matches(cube::Axis::service, model::index(row->service)) ||
                                        matches(cube::Axis::code, model::index(row->code)));
                             }),
              rids_.end());
}

void LinesList::sort(const LinesState& state, const Words& words) {
  if (!state.sort) {
    return;
  }
  const cube::Cube& cube = comparison_.cube();
  struct Item {
    model::LineId rid{};
    std::int64_t number = 0;
    std::string text{};
  };
  std::unordered_map<std::uint32_t, std::string> labels;
  const auto label = [&](cube::Axis axis, std::uint32_t id) -> const std::string& {
    const auto [place, fresh] = labels.try_emplace(id);
    if (fresh) {
      place->second = exchange::folded(member_label(cube, {axis, id}, words));
    }
    return place->second;
  };
  std::vector<Item> items;
  items.reserve(rids_.size());
  for (const model::LineId rid : rids_) {
    const model::LineRow row = cube.row(rid).value_or(model::LineRow{});
    Item item{rid};
    switch (*state.sort) {
      case LinesColumn::unit:
        item.text = label(cube::Axis::unit, model::index(row.unit));
        break;
      case LinesColumn::service:
        item.text = label(cube::Axis::service, model::index(row.service));
        break;
      case LinesColumn::code:
        item.text = label(cube::Axis::code, model::index(row.code));
        break;
      case LinesColumn::period:
        item.number = row.period;
        break;
      case LinesColumn::scenario:
        item.number = row.kind == model::LineKind::plan ? 0 : 1;
        break;
      case LinesColumn::amount:
        item.number = row.cents;
        break;
      case LinesColumn::note:
        break;
    }
    items.push_back(std::move(item));
  }
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    const Item& left = state.descending ? b : a;
    const Item& right = state.descending ? a : b;
    return left.number != right.number ? left.number < right.number : left.text < right.text;
  });
  std::transform(items.begin(), items.end(), rids_.begin(),
                 [](const Item& item) { return item.rid; });
}

void LinesList::write_heads(const LinesState& state, const Words& words) {
  const cube::Cube& cube = comparison_.cube();
  const CompareView& compare = comparison_.view();
  view_.crumbs.assign(1, {std::string(words[Key::compare_total]), {}});
  for (std::size_t i = 0; i < state.path.size(); ++i) {
    view_.crumbs.push_back(
        {member_label(cube, state.path[i], words),
         {state.path.begin(), state.path.begin() + static_cast<std::ptrdiff_t>(i) + 1}});
  }
  view_.title = state.path.empty() ? std::string(words[Key::lines_all]) : view_.crumbs.back().label;
  view_.part = state.part;
  view_.base_label = compare.base_label;
  view_.other_label = compare.other_label;
  view_.count = rids_.size();
  const std::string count =
      words.texts.plural(Key::lines_count, static_cast<std::int64_t>(rids_.size()));
  switch (state.part) {
    case cube::Cube::Part::plan:
      view_.subtitle = words.texts.tr(Key::lines_subtitle_one, view_.base_label, count);
      break;
    case cube::Cube::Part::actual:
      view_.subtitle = words.texts.tr(Key::lines_subtitle_one, view_.other_label, count);
      break;
    case cube::Cube::Part::both:
      view_.subtitle =
          words.texts.tr(Key::lines_subtitle_both, view_.base_label, view_.other_label, count);
      break;
  }
  std::int64_t sum = 0;
  for (const model::LineId rid : rids_) {
    sum += cube.row(rid).value_or(model::LineRow{}).cents;
  }
  view_.total = state.part == cube::Cube::Part::both ? std::string() : exact_euro(sum, words);
}

// A column that says the same in every row, and that the path says already, is left out.
void LinesList::see_what_varies(const LinesState& state, const Words& words) {
  const cube::Cube& cube = comparison_.cube();
  const auto in_path = [&](cube::Axis axis) {
    return std::any_of(state.path.begin(), state.path.end(),
                       [axis](const cube::Member& member) { return member.axis == axis; });
  };
  const auto first = rids_.empty() ? std::nullopt : cube.row(rids_.front());
  bool units = false;
  bool services = false;
  bool codes = false;
  view_.widest_scenario.clear();
  std::set<std::pair<model::LineKind, model::VersionId>> scenarios;
  for (const model::LineId rid : rids_) {
    const auto row = cube.row(rid);
    if (row && scenarios.emplace(row->kind, row->version).second) {
      std::string label = scenario_label(cube, *row, words);
      if (label.size() > view_.widest_scenario.size()) {
        view_.widest_scenario = std::move(label);
      }
    }
    if (row && first) {
      units = units || row->unit != first->unit;
      services = services || row->service != first->service;
      codes = codes || row->code != first->code;
    }
  }
  view_.shows_unit = units || !in_path(cube::Axis::unit);
  view_.shows_service = services || !in_path(cube::Axis::service);
  view_.shows_code = codes || !in_path(cube::Axis::code);
  view_.shows_scenario = state.part == cube::Cube::Part::both;
}

std::optional<std::size_t> LinesList::index_of(model::LineId rid) const {
  const auto found = std::find(rids_.begin(), rids_.end(), rid);
  return found == rids_.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - rids_.begin()));
}

const LineText& LinesList::text_of(std::size_t index, const Words& words) {
  if (index < window_first_ || index >= window_first_ + window_.size()) {
    window_first_ = index - index % (kWindow / 2);
    const std::size_t count = std::min(kWindow, rids_.size() - window_first_);
    const cube::Cube& cube = comparison_.cube();
    window_.assign(count, {});
    const auto lines = ledger_.lines(std::span(rids_).subspan(window_first_, count));
    for (std::size_t i = 0, found = 0; lines && i < count && found < lines->size(); ++i) {
      const model::Line& line = (*lines)[found];
      if (line.row.rid != rids_[window_first_ + i]) {
        continue;
      }
      ++found;
      LineText& text = window_[i];
      text.rid = line.row.rid;
      text.unit = label_in(cube, cube::Axis::unit, line.row.unit, words);
      text.service = label_in(cube, cube::Axis::service, line.row.service, words);
      text.code = label_in(cube, cube::Axis::code, line.row.code, words);
      text.period = period_label(line.row.period, words);
      text.scenario = scenario_label(cube, line.row, words);
      text.amount = exact_euro(line.row.cents, words);
      text.amount_to_edit = text::editable_amount(line.amount(), words.language());
      text.note = line.note;
      text.pending = line.pending && has_endpoint(ledger_);
    }
  }
  return window_[index - window_first_];
}

void LinesList::rows(std::size_t first, std::span<LineText> out, const Words& words) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = text_of(first + i, words);
    out[i].rid = rids_[first + i];
  }
}

}  // namespace saimnieks::views
