#include "core/cube/roller.h"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cube {

struct Roller::Groups {
  struct Group {
    std::vector<std::uint32_t> ids;  // by row axis
    std::uint32_t column = 0;        // id of the column's member
    Cell cell;
  };
  std::vector<Group> list;
};

namespace {

std::vector<std::string_view> split_path(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = text.find('/');
    parts.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(slash + 1);
  }
}

bool matches(std::string_view value, const Filter& filter) {
  return filter.prefix ? value.substr(0, filter.value.size()) == filter.value
                       : value == filter.value;
}

}  // namespace

Roller::Roller(const Cube& cube, const Query& query) : cube_(cube), query_(query) {
  version_is_axis_ =
      query.columns == Axis::version ||
      std::find(query.rows.begin(), query.rows.end(), Axis::version) != query.rows.end();
  any_basis_ = names(Axis::basis);
  any_nature_ = names(Axis::nature);
  const auto derives = [this](std::initializer_list<Axis> axes) {
    return std::any_of(axes.begin(), axes.end(), [this](Axis axis) { return names(axis); });
  };
  if (derives({Axis::role, Axis::level, Axis::scale, Axis::resource_kind, Axis::direct})) {
    derived_.emplace(cube.ledger_,
                     derives({Axis::object, Axis::resource, Axis::policy, Axis::task}));
  }
  version_ = cube.default_version();
  for (const Filter& filter : query.where) {
    Allowed allowed{.axis = filter.axis, .members = {}};
    if (filter.axis == Axis::year || filter.axis == Axis::month) {
      // A year or month that can't be read fits no line.
      const auto period = base::Period::parse(filter.value);
      allowed.period = period ? period->packed() : -1;
    } else if (filter.value.empty() && !filter.prefix && filter.axis != Axis::version) {
      allowed.none = true;
    } else {
      allowed.members = allowed_members(filter);
      if (filter.axis == Axis::version) {
        version_ = std::nullopt;
        version_is_axis_ = true;
      }
    }
    filters_.push_back(std::move(allowed));
  }
}

bool Roller::names(Axis axis) const {
  return query_.columns == axis ||
         std::find(query_.rows.begin(), query_.rows.end(), axis) != query_.rows.end() ||
         std::any_of(query_.where.begin(), query_.where.end(),
                     [axis](const Filter& one) { return one.axis == axis; });
}

std::uint32_t Roller::member_id(Axis axis, std::size_t at) const {
  if (!Derived::has(axis)) {
    return cube_.member_id(axis, at);
  }
  return derived_->member(axis, {.object = cube_.member_id(Axis::object, at),
                                 .unit = cube_.column(Axis::unit)[at],
                                 .resource = cube_.column(Axis::resource)[at],
                                 .task = cube_.column(Axis::task)[at],
                                 .role = cube_.column(Axis::role)[at]});
}

std::vector<bool> Roller::allowed_members(const Filter& filter) const {
  const ledger::Ledger& ledger = cube_.ledger_;
  std::vector<bool> allowed;
  if (filter.axis == Axis::unit) {
    const auto path = split_path(filter.value);
    const auto& units = ledger.units();
    allowed.assign(units.size(), false);
    const model::UnitId exact = filter.prefix ? model::kNoUnit : ledger.find_unit(path);
    for (std::uint32_t i = 0; i < units.size(); ++i) {
      const model::Unit& unit = units[model::UnitId{i}];
      // Parents come before children in a dimension only when made so: climb each time.
      for (model::UnitId id{i}; id != model::kNoUnit && !allowed[i]; id = units[id].parent) {
        allowed[i] = exact != model::kNoUnit ? id == exact : matches(units[id].code, filter);
      }
      allowed[i] = allowed[i] && unit.present;
    }
    return allowed;
  }
  if (filter.axis == Axis::service) {
    for (const model::Service& service : ledger.services().rows()) {
      allowed.push_back(matches(service.code, filter));
    }
  } else if (filter.axis == Axis::code) {
    for (const model::Code& code : ledger.codes().rows()) {
      allowed.push_back(matches(code.code, filter) ||
                        (!filter.prefix && code.scheme == model::kEkkScheme &&
                         catalogue::stands_above(filter.value, code.code)));
    }
  } else {
    // Versions, and amounts of different basis or nature, are never added together, so a beginning
    // does not choose several of them.
    const bool apart =
        filter.axis == Axis::version || filter.axis == Axis::basis || filter.axis == Axis::nature;
    for (std::uint32_t id = 0; id < cube_.members(filter.axis); ++id) {
      allowed.push_back(!(apart && filter.prefix) &&
                        matches(cube_.code_of({filter.axis, id}), filter));
    }
  }
  return allowed;
}

bool Roller::side_takes(const Side& side, std::size_t at) const {
  const bool plan = cube_.state_[at] == Cube::State::plan;
  if (plan != (side.kind == LineKind::plan)) {
    return false;
  }
  if (plan) {
    const std::optional<VersionId> wanted = side.version ? side.version : version_;
    if (!wanted || cube_.column(Axis::version)[at] != model::index(*wanted)) {
      return false;
    }
  }
  return !side.year || cube_.period_[at] / 100 == *side.year;
}

bool Roller::passes_filters(std::size_t at) const {
  for (const Allowed& filter : filters_) {
    if (filter.axis == Axis::year || filter.axis == Axis::month) {
      const std::int32_t period = cube_.period_[at];
      const bool whole_year = filter.period % 100 == 0;
      if ((whole_year && filter.axis == Axis::year ? period / 100 * 100 : period) !=
          filter.period) {
        return false;
      }
      continue;
    }
    const std::uint32_t id = member_id(filter.axis, at);
    // A version filter says which plan counts; actuals have no version and stay.
    if (filter.axis == Axis::version && id == model::kNone) {
      continue;
    }
    if (filter.none ? id != model::kNone : id >= filter.members.size() || !filter.members[id]) {
      return false;
    }
  }
  return true;
}

Roller::Parts Roller::parts_of(std::size_t at) const {
  if (cube_.state_[at] == Cube::State::absent ||
      (!any_basis_ && cube_.column(Axis::basis)[at] != 0) ||
      (!any_nature_ && cube_.column(Axis::nature)[at] != 0) || !passes_filters(at)) {
    return {};
  }
  if (query_.compare) {
    const int month = cube_.period_[at] % 100;
    const int through = query_.compare->through_month;
    if (through < kWholeYear && (month == 0 || month > through)) {
      return {};
    }
    return {side_takes(query_.compare->base, at), side_takes(query_.compare->other, at)};
  }
  if (cube_.state_[at] == Cube::State::actual) {
    return {false, true};
  }
  return {
      version_is_axis_ || (version_ && cube_.column(Axis::version)[at] == model::index(*version_)),
      false};
}

Roller::Groups Roller::group() const {
  std::vector<Axis> axes = query_.rows;
  if (query_.columns && !query_.compare) {
    axes.push_back(*query_.columns);
  }
  // One 64-bit key a line where the members are few enough, which they practically always are; the
  // rest of the key is mixed in otherwise, and groups are told apart by their ids anyway.
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
  Groups groups;
  std::vector<std::uint32_t> ids(axes.size());
  for (std::size_t at = 0; at < cube_.state_.size(); ++at) {
    const Parts parts = parts_of(at);
    if (!parts.plan && !parts.actual) {
      continue;
    }
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      ids[i] = member_id(axes[i], at);
      key = std::rotl(key, 21) * 0x9E37'79B9'7F4A'7C15ULL + ids[i] + 1;
    }
    std::vector<std::uint32_t>& candidates = places[key];
    auto same = std::find_if(candidates.begin(), candidates.end(), [&](std::uint32_t place) {
      const Groups::Group& group = groups.list[place];
      return std::equal(group.ids.begin(), group.ids.end(), ids.begin()) &&
             (group.ids.size() == ids.size() || group.column == ids.back());
    });
    if (same == candidates.end()) {
      candidates.push_back(static_cast<std::uint32_t>(groups.list.size()));
      same = candidates.end() - 1;
      Groups::Group fresh;
      fresh.ids.assign(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(query_.rows.size()));
      fresh.column = axes.size() > query_.rows.size() ? ids.back() : 0;
      groups.list.push_back(std::move(fresh));
    }
    Cell& cell = groups.list[*same].cell;
    if (parts.plan) {
      cell.plan_cents += cube_.cents_[at];
      ++cell.plan_lines;
    }
    if (parts.actual) {
      cell.actual_cents += cube_.cents_[at];
      ++cell.actual_lines;
    }
  }
  return groups;
}

bool Roller::before(const Member& a, const Member& b) const {
  // Lines without the axis come last, under a name of their own.
  if ((a.id == model::kNone) != (b.id == model::kNone)) {
    return b.id == model::kNone;
  }
  if (a.axis == Axis::year || a.axis == Axis::month) {
    return a.id < b.id;
  }
  const std::string left = cube_.code_of(a);
  const std::string right = cube_.code_of(b);
  return left != right ? left < right : a.id < b.id;
}

namespace {

// The tree while it grows: children by member, cells by column.
struct Branch {
  Member member;
  std::vector<std::uint32_t> children;
  std::vector<Cell> cells;
};

}  // namespace

void Roller::build_tree(const Groups& groups, Pivot& pivot) const {
  const std::size_t width = pivot.columns.size();
  std::vector<Branch> branches(1);
  branches[0].cells.resize(width);
  std::map<std::tuple<std::uint32_t, Axis, std::uint32_t>, std::uint32_t> children;
  std::map<std::pair<Axis, std::uint32_t>, std::vector<Member>> lineages;
  for (const Groups::Group& group : groups.list) {
    const auto column_at =
        std::find_if(pivot.columns.begin(), pivot.columns.end(),
                     [&group](const Member& member) { return member.id == group.column; });
    const auto column =
        width == 1 ? 0 : static_cast<std::size_t>(column_at - pivot.columns.begin());
    std::uint32_t here = 0;
    std::vector<std::uint32_t> path{0};
    for (std::size_t i = 0; i < query_.rows.size(); ++i) {
      const Member leaf{query_.rows[i], group.ids[i]};
      auto [known, fresh] = lineages.try_emplace({leaf.axis, leaf.id});
      if (fresh) {
        known->second = cube_.lineage(leaf);
      }
      for (const Member& member : known->second) {
        const auto next = static_cast<std::uint32_t>(branches.size());
        const auto [child, made] = children.try_emplace({here, member.axis, member.id}, next);
        if (made) {
          branches[here].children.push_back(next);
          branches.push_back({member, {}, std::vector<Cell>(width)});
        }
        here = child->second;
        path.push_back(here);
      }
    }
    // Plan versions are never added together: above the version's own node only the one counts
    // that counts by default. So it is with basis and nature: only costs count above theirs.
    bool plan_counts = true;
    bool counts = true;
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
      Cell cell = group.cell;
      if (!plan_counts) {
        cell.plan_cents = 0;
        cell.plan_lines = 0;
      }
      if (counts) {
        branches[*at].cells[column].add(cell);
      }
      const Member& member = branches[*at].member;
      if (*at != 0 && (member.axis == Axis::basis || member.axis == Axis::nature)) {
        counts = counts && member.id == 0;
      }
      if (*at != 0 && member.axis == Axis::version && member.id != model::kNone) {
        const std::optional<VersionId> counting = cube_.default_version();
        plan_counts = counting && model::index(*counting) == member.id;
      }
    }
  }
  for (Branch& branch : branches) {
    std::sort(branch.children.begin(), branch.children.end(),
              [&](std::uint32_t a, std::uint32_t b) {
                return before(branches[a].member, branches[b].member);
              });
  }
  pivot.total = branches[0].cells;
  const auto emit = [&](const auto& self, std::uint32_t from, std::int32_t parent,
                        std::int32_t depth) -> void {
    for (const std::uint32_t child : branches[from].children) {
      const auto own = static_cast<std::int32_t>(pivot.nodes.size());
      pivot.nodes.push_back({branches[child].member, parent, depth,
                             static_cast<std::int32_t>(branches[child].children.size()), 1});
      pivot.cells.insert(pivot.cells.end(), branches[child].cells.begin(),
                         branches[child].cells.end());
      self(self, child, own, depth + 1);
      pivot.nodes[static_cast<std::size_t>(own)].subtree =
          static_cast<std::int32_t>(pivot.nodes.size()) - own;
    }
  };
  emit(emit, 0, -1, 0);
}

Pivot Roller::roll() const {
  const Groups groups = group();
  Pivot pivot;
  if (query_.columns && !query_.compare) {
    for (const Groups::Group& group : groups.list) {
      const Member member{*query_.columns, group.column};
      if (std::find(pivot.columns.begin(), pivot.columns.end(), member) == pivot.columns.end()) {
        pivot.columns.push_back(member);
      }
    }
    std::sort(pivot.columns.begin(), pivot.columns.end(),
              [this](const Member& a, const Member& b) { return before(a, b); });
  } else {
    pivot.columns.push_back({});
  }
  build_tree(groups, pivot);
  return pivot;
}

std::vector<LineId> Roller::lines(const Pivot& pivot, std::int32_t node, std::size_t column,
                                  Cube::Part part) const {
  // What the node and its parents fix: the deepest member of each axis.
  std::vector<Member> wanted;
  for (std::int32_t at = node; at >= 0; at = pivot.nodes[static_cast<std::size_t>(at)].parent) {
    const Member& member = pivot.nodes[static_cast<std::size_t>(at)].member;
    const bool known = std::any_of(wanted.begin(), wanted.end(), [&member](const Member& other) {
      return other.axis == member.axis;
    });
    if (!known) {
      wanted.push_back(member);
    }
  }
  if (query_.columns && !query_.compare) {
    wanted.push_back(pivot.columns[column]);
  }
  std::map<std::pair<Axis, std::uint32_t>, std::vector<Member>> lineages;
  const auto lies_in = [&](const Member& upper, std::uint32_t id) {
    if (upper.id == id) {
      return true;
    }
    if (id == model::kNone || (upper.axis != Axis::unit && upper.axis != Axis::code)) {
      return false;
    }
    auto [known, fresh] = lineages.try_emplace({upper.axis, id});
    if (fresh) {
      known->second = cube_.lineage({upper.axis, id});
    }
    return std::find(known->second.begin(), known->second.end(), upper) != known->second.end();
  };
  std::vector<LineId> out;
  for (std::size_t at = 0; at < cube_.state_.size(); ++at) {
    const Parts parts = parts_of(at);
    const bool asked =
        (parts.plan && part != Cube::Part::actual) || (parts.actual && part != Cube::Part::plan);
    if (!asked) {
      continue;
    }
    const bool inside = std::all_of(wanted.begin(), wanted.end(), [&](const Member& member) {
      return lies_in(member, member_id(member.axis, at));
    });
    if (inside) {
      out.push_back(LineId{static_cast<std::int64_t>(at) + 1});
    }
  }
  return out;
}

Pivot Cube::pivot(const Query& query) const { return Roller(*this, query).roll(); }

std::vector<LineId> Cube::lines_behind(const Query& query, const Pivot& pivot, std::int32_t node,
                                       std::size_t column, Part part) const {
  return Roller(*this, query).lines(pivot, node, column, part);
}

}  // namespace saimnieks::cube
