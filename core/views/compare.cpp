#include "core/views/compare.h"

#include <algorithm>
#include <cstdlib>

#include "core/exchange/words.h"

namespace saimnieks::views {
namespace {

using text::Key;

constexpr std::uint64_t kRootKey = 1;

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
      return row.variance.percent_hundredths.value_or(0);
    case CompareColumn::name:
      break;
  }
  return 0;
}

// Rows without a percentage come last, whichever way the others run.
bool comes_before(const CompareRow& a, const CompareRow& b, const CompareState& state) {
  const bool by_percent =
      state.sort == CompareColumn::percent || state.sort == CompareColumn::percent_pin;
  if (by_percent &&
      a.variance.percent_hundredths.has_value() != b.variance.percent_hundredths.has_value()) {
    return a.variance.percent_hundredths.has_value();
  }
  const std::int64_t left = sort_value(a, state.sort);
  const std::int64_t right = sort_value(b, state.sort);
  return state.descending ? left > right : left < right;
}

std::vector<cube::Axis> axes_of(Breakdown breakdown) {
  using cube::Axis;
  switch (breakdown) {
    case Breakdown::unit_service_code:
      return {Axis::unit, Axis::service, Axis::code};
    case Breakdown::service_unit_code:
      return {Axis::service, Axis::unit, Axis::code};
    case Breakdown::code_unit_service:
      return {Axis::code, Axis::unit, Axis::service};
  }
  return {};
}

}  // namespace

const CompareView& Comparison::update(const CompareState& state, const Words& words) {
  const bool same_language = words.language() == language_;
  const bool same_figures = revision_ == cube_.revision() && state.base == arranged_.base &&
                            state.other == arranged_.other &&
                            state.through_month == arranged_.through_month &&
                            state.breakdown == arranged_.breakdown;
  if (same_figures && same_language && state == arranged_) {
    return view_;
  }
  if (!same_figures || !same_language) {
    searchable_.clear();
    choose_sides(state, words);
    choose_span(state, words);
    roll(state);
  }
  revision_ = cube_.revision();
  arranged_ = state;
  language_ = words.language();
  ++version_;
  arrange(state, words);
  return view_;
}

void Comparison::roll(const CompareState& state) {
  query_ = {};
  query_.rows = axes_of(state.breakdown);
  pivot_ = {};
  keys_.clear();
  children_.assign(1, {});
  if (view_.empty) {
    return;
  }
  query_.compare = cube::Comparison{view_.sides[view_.base].side, view_.sides[view_.other].side,
                                    view_.spans[view_.span].through_month};
  pivot_ = cube_.pivot(query_);
  keys_.reserve(pivot_.nodes.size());
  children_.resize(pivot_.nodes.size() + 1);
  for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
    const cube::Node& node = pivot_.nodes[i];
    const std::uint64_t above =
        node.parent < 0 ? kRootKey : keys_[static_cast<std::size_t>(node.parent)];
    keys_.push_back(mix(above, node.member));
    children_[static_cast<std::size_t>(std::int64_t{node.parent} + 1)].push_back(
        static_cast<std::int32_t>(i));
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
    const auto at = static_cast<std::size_t>(node);
    row.key = keys_[at];
    row.level = pivot_.nodes[at].depth + 1;
    row.has_children = pivot_.nodes[at].children > 0;
    row.found = found_ && found_->hit[at];
  }
  return row;
}

std::string Comparison::label(const CompareRow& row, const Words& words) const {
  if (row.node < 0) {
    return std::string(words[found_ ? Key::compare_total_found : Key::compare_total]);
  }
  return member_label(cube_, pivot_.nodes[static_cast<std::size_t>(row.node)].member, words);
}

std::optional<std::size_t> Comparison::index_of(std::uint64_t key) const {
  for (std::size_t i = 0; i < view_.rows.size(); ++i) {
    if (view_.rows[i].key == key) {
      return i;
    }
  }
  return std::nullopt;
}

bool Comparison::matches(const cube::Member& member, const std::string& wanted,
                         const Words& words) {
  const std::uint64_t key = (static_cast<std::uint64_t>(member.axis) << 32U) | member.id;
  auto found = searchable_.find(key);
  if (found == searchable_.end()) {
    found = searchable_.emplace(key, exchange::folded(member_label(cube_, member, words))).first;
  }
  return found->second.find(wanted) != std::string::npos;
}

void Comparison::search(const std::string& query, const Words& words) {
  const std::string wanted = exchange::folded(query);
  found_.reset();
  if (wanted.empty()) {
    return;
  }
  const std::size_t count = pivot_.nodes.size();
  Found found{std::vector<bool>(count), std::vector<bool>(count), std::vector<bool>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    const cube::Node& node = pivot_.nodes[i];
    found.hit[i] = matches(node.member, wanted, words);
    if (node.parent >= 0) {
      const auto parent = static_cast<std::size_t>(node.parent);
      found.inside[i] = found.inside[parent] || found.hit[parent];
    }
    for (std::int32_t at = found.hit[i] ? node.parent : -1;
         at >= 0 && !found.above[static_cast<std::size_t>(at)];
         at = pivot_.nodes[static_cast<std::size_t>(at)].parent) {
      found.above[static_cast<std::size_t>(at)] = true;
    }
  }
  found_ = std::move(found);
}

bool Comparison::in_sight(std::size_t node) const {
  return !found_ || found_->hit[node] || found_->inside[node] || found_->above[node];
}

bool Comparison::is_open(const CompareRow& row, const CompareState& state) const {
  if (!row.has_children) {
    return false;
  }
  // What a search has found below is shown, and so is the level where rows first differ.
  const bool opened =
      (found_ && found_->above[static_cast<std::size_t>(row.node)]) || above_first_choice(row.node);
  return opened ? state.closed.count(row.key) == 0 : state.expanded.count(row.key) > 0;
}

void Comparison::emit_children(std::int32_t parent, int level, const CompareState& state) {
  std::vector<CompareRow> rows;
  for (const std::int32_t child : children_of(parent)) {
    if (in_sight(static_cast<std::size_t>(child))) {
      rows.push_back(row_of(child));
    }
  }
  if (state.sort != CompareColumn::name) {
    std::stable_sort(rows.begin(), rows.end(), [&state](const CompareRow& a, const CompareRow& b) {
      return comes_before(a, b, state);
    });
  } else if (state.descending) {
    std::reverse(rows.begin(), rows.end());
  }
  int place = 0;
  for (CompareRow& row : rows) {
    row.pos_in_set = ++place;
    row.set_size = static_cast<int>(rows.size());
    row.level = level;
    row.expanded = is_open(row, state);
    view_.largest_delta = std::max(view_.largest_delta, std::abs(row.variance.cents));
    view_.largest_percent =
        std::max(view_.largest_percent, std::abs(row.variance.percent_hundredths.value_or(0)));
    view_.rows.push_back(row);
    if (row.expanded) {
      emit_children(row.node, level + 1, state);
    }
  }
}

// The total under the grid is that of the rows in it: of a search, the uppermost ones it met.
void Comparison::sum_up() {
  view_.whole = row_of(-1);
  view_.total = view_.whole;
  view_.base_lines = pivot_.total[0].plan_lines;
  view_.other_lines = pivot_.total[0].actual_lines;
  view_.tops = first_choice().size();
  view_.adverse_tops = 0;
  for (const std::int32_t top : first_choice()) {
    view_.adverse_tops += row_of(top).variance.cents > 0 ? 1U : 0U;
  }
  if (!found_) {
    return;
  }
  view_.total.base_cents = 0;
  view_.total.other_cents = 0;
  for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
    if (found_->hit[i] && !found_->inside[i]) {
      view_.total.base_cents += pivot_.cell(i, 0).plan_cents;
      view_.total.other_cents += pivot_.cell(i, 0).actual_cents;
    }
  }
  view_.total.variance = cost_variance(view_.total.base_cents, view_.total.other_cents);
}

void Comparison::arrange(const CompareState& state, const Words& words) {
  view_.rows.clear();
  view_.largest_delta = 0;
  view_.largest_percent = 0;
  view_.found_nothing = false;
  if (view_.empty) {
    found_.reset();
    return;
  }
  search(state.query, words);
  emit_children(-1, 1, state);
  view_.found_nothing = view_.rows.empty();
  // One unmeasurable row must not flatten all others.
  view_.largest_percent = std::min<std::int64_t>(view_.largest_percent, 10'000);
  sum_up();
  write_message(words);
  write_figures(words);
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

std::vector<std::uint64_t> Comparison::keys_along(const std::vector<cube::Member>& path) {
  std::vector<std::uint64_t> keys;
  std::uint64_t key = kRootKey;
  for (const cube::Member& member : path) {
    key = mix(key, member);
    keys.push_back(key);
  }
  return keys;
}

// −1 is the total; −2: there is no such node.
std::int32_t Comparison::node_of(const std::vector<cube::Member>& path) const {
  std::int32_t node = -1;
  for (const cube::Member& member : path) {
    const auto& children = children_of(node);
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
  return node == -2 || view_.empty ? std::vector<model::LineId>()
                                   : cube_.lines_behind(query_, pivot_, node, 0, part);
}

std::optional<cube::Cell> Comparison::cell_of(const std::vector<cube::Member>& path) const {
  const std::int32_t node = node_of(path);
  if (node == -2 || view_.empty) {
    return std::nullopt;
  }
  return node < 0 ? pivot_.total[0] : pivot_.cell(static_cast<std::size_t>(node), 0);
}

}  // namespace saimnieks::views
