#include "core/views/compare.h"

#include <algorithm>

#include "core/exchange/words.h"
#include "core/text/format.h"

namespace saimnieks::views {
namespace {

using text::Key;

// A row's key is a hash of the members above it, so that it means the same after any change.
std::uint64_t mix(std::uint64_t key, const cube::Member& member) {
  key ^= (static_cast<std::uint64_t>(member.axis) << 32U) + member.id + 0x9E37'79B9'7F4A'7C15ULL +
         (key << 6U) + (key >> 2U);
  key *= 0xBF58'476D'1CE4'E5B9ULL;
  return key ^ (key >> 31U);
}

std::int64_t sort_value(const CompareRow& row, CompareColumn column) {
  switch (column) {
    case CompareColumn::base:
      return row.base_cents;
    case CompareColumn::other:
      return row.other_cents;
    case CompareColumn::delta:
    case CompareColumn::delta_bar:
      return row.variance.cents;
    case CompareColumn::percent:
    case CompareColumn::percent_pin:
      return row.variance.percent_hundredths.value_or(INT64_MIN);
    case CompareColumn::name:
      break;
  }
  return 0;
}

std::string label_of(const cube::Cube& cube, const cube::Side& side, text::Catalog words) {
  const std::string year = side.year ? std::to_string(*side.year) : std::string();
  if (side.kind == model::LineKind::actual) {
    return words.tr(Key::side_actual, year);
  }
  const std::string version =
      side.version ? cube.code_of({cube::Axis::version, model::index(*side.version)}) : "";
  return words.tr(Key::side_plan, year, version);
}

bool same_choice(const CompareState& a, const CompareState& b) {
  return a.base == b.base && a.other == b.other && a.expanded == b.expanded && a.sort == b.sort &&
         a.descending == b.descending && a.query == b.query;
}

}  // namespace

Variance cost_variance(std::int64_t base_cents, std::int64_t other_cents) {
  Variance out;
  out.cents = other_cents - base_cents;
  if (base_cents == 0) {
    out.meaning = other_cents == 0 ? Meaning::none : Meaning::not_planned;
    return out;
  }
  // Hundredths of a percent in 128 bits: no amount that fits a ledger overflows here.
  const __int128 scaled = static_cast<__int128>(out.cents) * 10'000;
  const __int128 whole = base_cents < 0 ? -static_cast<__int128>(base_cents) : base_cents;
  const __int128 half = scaled < 0 ? -whole : whole;
  out.percent_hundredths = static_cast<std::int64_t>((2 * scaled + half) / (2 * whole));
  out.meaning = out.cents == 0  ? Meaning::none
                : out.cents > 0 ? Meaning::adverse
                                : Meaning::favourable;
  return out;
}

const CompareRow* CompareView::find(std::uint64_t key) const {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [key](const CompareRow& row) { return row.key == key; });
  return found == rows.end() ? nullptr : &*found;
}

const CompareView& Comparison::view(const CompareState& state, text::Language language) {
  const bool same_figures = revision_ == cube_.revision() && state.base == arranged_.base &&
                            state.other == arranged_.other;
  if (same_figures && language == language_ && same_choice(state, arranged_)) {
    return view_;
  }
  if (!same_figures || language != language_) {
    choose_sides(state, language);
    roll(state);
  }
  revision_ = cube_.revision();
  arranged_ = state;
  language_ = language;
  arrange(state, language);
  return view_;
}

// Without a choice: the newest plan against actuals of the same year, else the two latest.
void Comparison::choose_sides(const CompareState& state, text::Language language) {
  view_.sides.clear();
  const std::vector<cube::Cube::Scenario> scenarios = cube_.scenarios();
  for (const auto& scenario : scenarios) {
    view_.sides.push_back({scenario.side, label_of(cube_, scenario.side, text::Catalog(language))});
  }
  view_.empty = scenarios.empty();
  view_.lines = 0;
  const auto place = [this](const std::optional<cube::Side>& wanted) -> std::optional<std::size_t> {
    for (std::size_t i = 0; wanted && i < view_.sides.size(); ++i) {
      if (view_.sides[i].side == *wanted) {
        return i;
      }
    }
    return std::nullopt;
  };
  std::size_t base = view_.sides.size() > 1 ? view_.sides.size() - 2 : 0;
  std::size_t other = view_.sides.empty() ? 0 : view_.sides.size() - 1;
  for (std::size_t i = view_.sides.size(); i-- > 0;) {
    if (view_.sides[i].side.kind != model::LineKind::actual) {
      continue;
    }
    other = i;
    base = i;
    for (std::size_t j = 0; j < view_.sides.size(); ++j) {
      const cube::Side& side = view_.sides[j].side;
      const bool same_year = side.year == view_.sides[i].side.year;
      if (j != i && (base == i || same_year || *side.year < *view_.sides[i].side.year)) {
        const bool better = base == i || view_.sides[base].side.year != view_.sides[i].side.year;
        base = better ? j : base;
      }
    }
    break;
  }
  view_.base = place(state.base).value_or(base);
  view_.other = place(state.other).value_or(other);
}

void Comparison::roll(const CompareState&) {
  query_ = {};
  query_.rows = {cube::Axis::unit, cube::Axis::service, cube::Axis::code};
  pivot_ = {};
  keys_.clear();
  children_.assign(1, {});
  if (view_.empty) {
    return;
  }
  query_.compare = cube::Comparison{view_.sides[view_.base].side, view_.sides[view_.other].side};
  pivot_ = cube_.pivot(query_);
  keys_.reserve(pivot_.nodes.size());
  children_.resize(pivot_.nodes.size() + 1);
  for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
    const cube::Node& node = pivot_.nodes[i];
    const std::uint64_t above = node.parent < 0 ? 1 : keys_[static_cast<std::size_t>(node.parent)];
    keys_.push_back(mix(above, node.member));
    children_[static_cast<std::size_t>(node.parent + 1)].push_back(static_cast<std::int32_t>(i));
  }
}

CompareRow Comparison::row_of(std::int32_t node) const {
  CompareRow row;
  const cube::Cell& cell =
      node < 0 ? pivot_.total[0] : pivot_.cell(static_cast<std::size_t>(node), 0);
  row.node = node;
  row.base_cents = cell.plan_cents;
  row.other_cents = cell.actual_cents;
  row.variance = cost_variance(cell.plan_cents, cell.actual_cents);
  if (node >= 0) {
    const cube::Node& own = pivot_.nodes[static_cast<std::size_t>(node)];
    row.key = keys_[static_cast<std::size_t>(node)];
    row.level = own.depth + 1;
    row.has_children = own.children > 0;
    row.code = cube_.code_of(own.member);
    row.name = cube_.name_of(own.member);
  }
  return row;
}

// Nodes that match, and those above and below them.
std::vector<bool> Comparison::matching(const std::string& query) const {
  std::vector<bool> shown(pivot_.nodes.size(), query.empty());
  const std::string wanted = exchange::folded(query);
  if (wanted.empty()) {
    shown.assign(pivot_.nodes.size(), true);
    return shown;
  }
  for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
    const cube::Member& member = pivot_.nodes[i].member;
    const std::string text =
        exchange::folded(cube_.code_of(member) + " " + cube_.name_of(member));
    if (text.find(wanted) == std::string::npos) {
      continue;
    }
    for (auto at = static_cast<std::int32_t>(i); at >= 0;
         at = pivot_.nodes[static_cast<std::size_t>(at)].parent) {
      shown[static_cast<std::size_t>(at)] = true;
    }
    for (std::int32_t below = 1; below < pivot_.nodes[i].subtree; ++below) {
      shown[i + static_cast<std::size_t>(below)] = true;
    }
  }
  return shown;
}

void Comparison::emit_children(std::int32_t parent, int level, const CompareState& state,
                               const std::vector<bool>& shown) {
  std::vector<CompareRow> rows;
  for (const std::int32_t child : children_[static_cast<std::size_t>(parent + 1)]) {
    if (shown[static_cast<std::size_t>(child)]) {
      rows.push_back(row_of(child));
    }
  }
  if (state.sort != CompareColumn::name) {
    std::stable_sort(rows.begin(), rows.end(), [&state](const CompareRow& a, const CompareRow& b) {
      const std::int64_t left = sort_value(a, state.sort);
      const std::int64_t right = sort_value(b, state.sort);
      return state.descending ? left > right : left < right;
    });
  } else if (state.descending) {
    std::reverse(rows.begin(), rows.end());
  }
  int place = 0;
  for (CompareRow& row : rows) {
    row.pos_in_set = ++place;
    row.set_size = static_cast<int>(rows.size());
    row.level = level;
    row.expanded = row.has_children && (state.expanded.count(row.key) > 0 ||
                                        (!state.query.empty() && level < 3));
    view_.largest_delta = std::max(view_.largest_delta, std::abs(row.variance.cents));
    view_.largest_percent = std::max(view_.largest_percent,
                                     std::abs(row.variance.percent_hundredths.value_or(0)));
    const std::int32_t node = row.node;
    const bool open = row.expanded;
    view_.rows.push_back(std::move(row));
    if (open) {
      emit_children(node, level + 1, state, shown);
    }
  }
}

void Comparison::arrange(const CompareState& state, text::Language language) {
  view_.rows.clear();
  view_.largest_delta = 0;
  view_.largest_percent = 0;
  view_.sort = state.sort;
  view_.descending = state.descending;
  view_.query = state.query;
  view_.found_nothing = false;
  if (view_.empty) {
    return;
  }
  view_.base_label = view_.sides[view_.base].label;
  view_.other_label = view_.sides[view_.other].label;
  emit_children(-1, 1, state, matching(state.query));
  view_.found_nothing = view_.rows.empty();
  view_.total = row_of(-1);
  view_.lines = pivot_.total[0].lines();
  // One unmeasurable row must not flatten all others.
  view_.largest_percent = std::min<std::int64_t>(view_.largest_percent, 10'000);
  write_message(language);
}

void Comparison::write_message(text::Language language) {
  const text::Catalog words(language);
  const Variance& total = view_.total.variance;
  const text::MoneyStyle whole{0, false, true};
  const std::string difference =
      text::format_money(base::Money::from_cents(std::abs(total.cents)), language, whole);
  const std::string percent =
      total.percent_hundredths
          ? text::format_percent(*total.percent_hundredths, language, 1, true)
          : std::string(words[Key::compare_not_planned]);
  if (total.cents == 0) {
    view_.message = words.tr(Key::compare_message_same, view_.other_label, view_.base_label);
  } else {
    view_.message = words.tr(total.cents > 0 ? Key::compare_message_more : Key::compare_message_less,
                             view_.other_label, difference, view_.base_label, percent);
  }
  view_.note = words.plural(Key::compare_note, view_.lines);
}

std::vector<cube::Member> Comparison::path_of(std::uint64_t key) const {
  std::vector<cube::Member> path;
  const auto found = std::find(keys_.begin(), keys_.end(), key);
  if (found == keys_.end()) {
    return path;
  }
  for (auto at = static_cast<std::int32_t>(found - keys_.begin()); at >= 0;
       at = pivot_.nodes[static_cast<std::size_t>(at)].parent) {
    path.push_back(pivot_.nodes[static_cast<std::size_t>(at)].member);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::int32_t Comparison::node_of(const std::vector<cube::Member>& path) const {
  std::int32_t node = -1;
  for (const cube::Member& member : path) {
    const auto& children = children_[static_cast<std::size_t>(node + 1)];
    const auto next = std::find_if(children.begin(), children.end(), [&](std::int32_t child) {
      return pivot_.nodes[static_cast<std::size_t>(child)].member == member;
    });
    if (next == children.end()) {
      return -2;
    }
    node = *next;
  }
  return node;
}

std::vector<model::LineId> Comparison::lines_of(const std::vector<cube::Member>& path,
                                                cube::Cube::Part part) const {
  const std::int32_t node = node_of(path);
  return node == -2 || view_.empty
             ? std::vector<model::LineId>()
             : cube_.lines_behind(query_, pivot_, node, 0, part);
}

cube::Cell Comparison::cell_of(const std::vector<cube::Member>& path) const {
  const std::int32_t node = node_of(path);
  if (node == -2 || view_.empty) {
    return {};
  }
  return node < 0 ? pivot_.total[0] : pivot_.cell(static_cast<std::size_t>(node), 0);
}

}  // namespace saimnieks::views
