#include "core/cube/plan.h"

#include <algorithm>
#include <numeric>

namespace saimnieks::cube {
namespace {

// An array of so many cells is cleared and read sooner than groups are looked up, whatever the
// lines; of more only when there are lines enough to fill it, and never more than a phone bears.
constexpr std::uint64_t kSmall = 1U << 18U;
constexpr std::uint64_t kLarge = 1U << 21U;

bool lies_on_facets(Axis axis) {
  return axis == Axis::version || axis == Axis::basis || axis == Axis::nature ||
         axis == Axis::object || axis == Axis::direct;
}

}  // namespace

Plan::Plan(const Cube& cube, const Query& query, Shows shows, const std::vector<Fixed>& only)
    : cube_(cube), lines_(cube.lines_), query_(query), shows_(shows) {
  const auto any_named = [this](std::initializer_list<Axis> axes) {
    return std::any_of(axes.begin(), axes.end(), [this](Axis axis) { return names(axis); });
  };
  if (any_named({Axis::role, Axis::level, Axis::scale, Axis::resource_kind, Axis::direct})) {
    derived_.emplace(cube.ledger_, lines_.facet_list(),
                     any_named({Axis::object, Axis::resource, Axis::policy, Axis::task}));
  }
  default_version_ = cube.default_version();
  version_ = default_version_;
  version_is_axis_ = names(Axis::version);
  if (std::any_of(query.where.begin(), query.where.end(),
                  [](const Filter& one) { return one.axis == Axis::version; })) {
    version_ = std::nullopt;
  }
  allow_what_counts();
  for (const Filter& filter : query.where) {
    apply(filter);
  }
  for (const Fixed& fixed : only) {
    apply(fixed);
  }
  if (shows == Shows::lines) {
    keep_what_counts_above(only);
  } else {
    for (const Axis axis : query.rows) {
      add_axis(axis);
    }
    if (query.columns && !query.compare) {
      add_axis(*query.columns);
    }
  }
  assign_strides();
  if (query_.compare) {
    add_pass(&query_.compare->base, 0);
    add_pass(&query_.compare->other, 1);
  } else {
    add_pass(nullptr, 0);
  }
}

bool Plan::names(Axis axis) const {
  return query_.columns == axis ||
         std::find(query_.rows.begin(), query_.rows.end(), axis) != query_.rows.end() ||
         std::any_of(query_.where.begin(), query_.where.end(),
                     [axis](const Filter& one) { return one.axis == axis; });
}

std::size_t Plan::source(Axis axis) {
  Source wanted;
  if (lies_on_facets(axis)) {
    wanted.column = &lines_.facets();
  } else if (axis == Axis::year || axis == Axis::month) {
    wanted.column = &lines_.periods();
  } else if (axis == Axis::resource_kind) {
    wanted.column = &lines_.column(Axis::resource);
  } else if (Lines::stores(axis)) {
    wanted.column = &lines_.column(axis);
  } else {
    wanted.derived = axis;
  }
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const Source& known = sources_[i].source;
    if (known.column == wanted.column &&
        (wanted.column != nullptr || known.derived == wanted.derived)) {
      return i;
    }
  }
  wanted.limit = wanted.column != nullptr ? wanted.column->limit() : Derived::limit(axis);
  sources_.push_back({wanted, std::vector<std::uint8_t>(wanted.limit, 1)});
  return sources_.size() - 1;
}

bool Plan::knows(std::size_t at) const {
  return std::all_of(sources_.begin(), sources_.end(),
                     [&](const From& from) { return keys().knows(from.source, at); });
}

std::uint32_t Plan::member(Axis axis, std::uint32_t number) const {
  if (axis == Axis::year || axis == Axis::month) {
    const std::int32_t period = number == 0 ? 0 : lines_.period_list()[number - 1];
    return static_cast<std::uint32_t>(axis == Axis::year ? period / 100 : period);
  }
  if (axis == Axis::resource_kind) {
    return derived_->kind_of(number - 1);
  }
  if (axis == Axis::unit && number > 0 && number <= query_.heirs.size()) {
    return model::index(query_.heirs[number - 1]);
  }
  if (!lies_on_facets(axis) || number == 0) {
    return number - 1;
  }
  const Facet& facet = lines_.facet_list()[number - 1];
  switch (axis) {
    case Axis::version:
      return facet.version;
    case Axis::basis:
      return facet.basis;
    case Axis::nature:
      return facet.nature;
    case Axis::object:
      return facet.object;
    default:
      return derived_->direct(facet);
  }
}

template <class Allows>
void Plan::restrict_to(Axis axis, const Allows& allows) {
  std::vector<std::uint8_t>& allowed = sources_[source(axis)].allowed;
  for (std::uint32_t number = 0; number < allowed.size(); ++number) {
    if (allowed[number] != 0 && !allows(member(axis, number))) {
      allowed[number] = 0;
    }
  }
}

void Plan::allow_what_counts() {
  std::vector<std::uint8_t>& allowed = sources_[source(Axis::version)].allowed;
  const bool any_basis = names(Axis::basis);
  const bool any_nature = names(Axis::nature);
  allowed[0] = 0;  // absent
  for (std::size_t i = 1; i < allowed.size(); ++i) {
    const Facet& facet = lines_.facet_list()[i - 1];
    const bool counts =
        query_.compare ? takes(query_.compare->base, facet) || takes(query_.compare->other, facet)
                       : facet.kind == LineKind::actual || version_is_axis_ ||
                             (version_ && model::index(*version_) == facet.version);
    const bool plain = (any_basis || facet.basis == 0) && (any_nature || facet.nature == 0);
    allowed[i] = counts && plain ? 1 : 0;
  }
  if (query_.compare) {
    static_cast<void>(source(Axis::month));  // each side's own sieve looks at it
  }
}

void Plan::apply(const Filter& filter) {
  if (filter.axis == Axis::year || filter.axis == Axis::month) {
    // A year or month that can't be read fits no line.
    const auto period = base::Period::parse(filter.value);
    const auto wanted = static_cast<std::uint32_t>(period ? period->packed() : -1);
    const bool year = filter.axis == Axis::year && wanted % 100 == 0;
    restrict_to(Axis::month,
                [&](std::uint32_t one) { return (year ? one / 100 * 100 : one) == wanted; });
  } else if (filter.value.empty() && !filter.prefix && filter.axis != Axis::version) {
    restrict_to(filter.axis, [](std::uint32_t id) { return id == model::kNone; });
  } else {
    const std::vector<std::uint8_t> members = matching(cube_, cube_.ledger_, filter);
    // A version filter says which plan counts; actuals have no version and stay.
    const bool none = filter.axis == Axis::version;
    restrict_to(filter.axis, [&](std::uint32_t id) {
      return id == model::kNone ? none : id < members.size() && members[id] != 0;
    });
  }
}

void Plan::apply(const Fixed& fixed) {
  const Member& upper = fixed.member;
  restrict_to(upper.axis, [&](std::uint32_t id) {
    if (upper.id == id) {
      return true;
    }
    if (fixed.itself || id == model::kNone || upper.id == model::kNone ||
        !Members::nests(upper.axis)) {
      return false;
    }
    const std::vector<Member> lineage = cube_.members_->lineage({upper.axis, id});
    return std::find(lineage.begin(), lineage.end(), upper) != lineage.end();
  });
}

Cell Plan::counting_above(const Member& member, const Cell& cell) const {
  // Plan versions are never added together: above the version's own node only the one counts that
  // counts by default. The sides of a comparison have one each. So it is with basis and nature:
  // only costs count above theirs.
  if ((member.axis == Axis::basis || member.axis == Axis::nature) && member.id != 0) {
    return {};
  }
  Cell counts = cell;
  if (member.axis == Axis::version && member.id != model::kNone && !query_.compare &&
      (!default_version_ || model::index(*default_version_) != member.id)) {
    counts.plan_cents = 0;
    counts.plan_lines = 0;
  }
  return counts;
}

// A cell above rows that are not all added together, such as plan versions.
void Plan::keep_what_counts_above(const std::vector<Fixed>& only) {
  constexpr Cell kPlanLine{0, 0, 1, 0};
  for (const Axis axis : query_.rows) {
    const bool fixed = std::any_of(only.begin(), only.end(),
                                   [axis](const Fixed& one) { return one.member.axis == axis; });
    if (!fixed && lies_on_facets(axis)) {
      restrict_to(axis, [&](std::uint32_t id) {
        return counting_above({axis, id}, kPlanLine).lines() != 0;
      });
    }
  }
}

void Plan::order(PlanAxis& axis) const {
  Members& members = *cube_.members_;
  const bool by_time = axis.axis == Axis::year || axis.axis == Axis::month;
  const std::vector<std::uint32_t> none;
  const std::vector<std::uint32_t>& places = by_time ? none : members.places(axis.axis);
  const auto place_of = [&](std::uint32_t id) {
    return id < places.size() ? places[id] : id;  // none last
  };
  const bool nests = Members::nests(axis.axis);
  std::vector<std::uint32_t> order;  // by place as they are now
  std::vector<std::vector<Member>> lineages;
  std::vector<std::vector<std::uint32_t>>
      paths;  // places of what stands above a member, and its own
  for (std::uint32_t i = 0; i < axis.places.size(); ++i) {
    order.push_back(i);
    if (nests) {
      lineages.push_back(members.lineage({axis.axis, axis.places[i].id}));
      std::vector<std::uint32_t>& path = paths.emplace_back();
      for (const Member& member : lineages.back()) {
        path.push_back(place_of(member.id));
      }
    }
  }
  // Mostly members were entered in the order of their codes; only the lines without any, whose
  // number comes first, stand last.
  if (!nests && !order.empty() && axis.places[0].id == model::kNone) {
    std::rotate(order.begin(), order.begin() + 1, order.end());
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return nests ? paths[a] < paths[b] : place_of(axis.places[a].id) < place_of(axis.places[b].id);
  };
  if (!std::is_sorted(order.begin(), order.end(), before)) {
    sort_numbers(order, before);
  }
  std::vector<PlanAxis::Place> sorted;
  sorted.reserve(order.size());
  for (const std::uint32_t at : order) {
    sorted.push_back(axis.places[at]);
    if (nests) {
      axis.lineages.push_back(std::move(lineages[at]));
    }
  }
  axis.places = std::move(sorted);
}

void Plan::add_axis(Axis axis) {
  const std::size_t from = source(axis);
  const std::vector<std::uint8_t>& allowed = sources_[from].allowed;
  PlanAxis made;
  made.axis = axis;
  // Where a column may show all of its members, the numbers themselves are the digits: a line then
  // costs a multiplication instead of a look-up.
  const bool as_they_are = axis != Axis::unit || query_.heirs.empty();
  if (Lines::stores(axis) && as_they_are &&
      std::find(allowed.begin(), allowed.end(), 0) == allowed.end()) {
    made.radix = static_cast<std::uint32_t>(allowed.size());
    for (std::uint32_t number = 0; number < made.radix; ++number) {
      made.places.push_back({number - 1, number});
    }
  } else {
    Numbering digits;
    made.digits.assign(allowed.size(), 0);
    for (std::uint32_t number = 0; number < allowed.size(); ++number) {
      if (allowed[number] != 0) {
        const auto next = static_cast<std::uint32_t>(made.places.size());
        const std::uint32_t id = member(axis, number);
        made.digits[number] = digits.of(id, next);
        if (made.digits[number] == next) {
          made.places.push_back({id, next});
        }
      }
    }
    made.radix = std::max(1U, static_cast<std::uint32_t>(made.places.size()));
  }
  order(made);
  made.place_of.resize(made.radix);
  for (std::uint32_t i = 0; i < made.places.size(); ++i) {
    made.place_of[made.places[i].digit] = i;
  }
  axes_.push_back(std::move(made));
  source_of_axis_.push_back(from);
}

void Plan::assign_strides() {
  std::uint64_t cells = 2;  // the part of the cell
  bool fits = true;
  for (const PlanAxis& axis : axes_) {
    fits = fits && cells * axis.radix <= kLarge;
    cells = fits ? cells * axis.radix : cells;
  }
  if (fits && cells <= std::max(kSmall, std::uint64_t{4} * lines_.present())) {
    cells_ = static_cast<std::uint32_t>(cells);
    if (cells <= kSmall && shows_ == Shows::groups && lines_.present() < lines_.size()) {
      left_out_ = cells_;
    }
    std::uint32_t stride = 2;
    for (std::size_t i = axes_.size(); i-- > 0;) {
      axes_[i].stride = stride;
      stride *= axes_[i].radix;
    }
    return;
  }
  std::uint64_t size = 2;
  for (PlanAxis& axis : axes_) {
    if (size * axis.radix > kKeys) {
      size = 1;
      ++runs_;
    }
    axis.stride = static_cast<std::uint32_t>(size);
    axis.run = runs_ - 1;
    size *= axis.radix;
  }
}

bool Plan::takes(const Side& side, const Facet& facet) const {
  if (facet.kind != side.kind || side.kind == LineKind::actual) {
    return facet.kind == side.kind;
  }
  const std::optional<VersionId> wanted = side.version ? side.version : version_;
  return wanted && model::index(*wanted) == facet.version;
}

bool Plan::in_time(const Side& side, std::uint32_t period) const {
  if (side.year && period / 100 != static_cast<std::uint32_t>(*side.year)) {
    return false;
  }
  const int through = query_.compare->through_month;
  const int month = static_cast<int>(period % 100);
  const bool reached = through >= kWholeYear || (month != 0 && month <= through);
  const bool follows = query_.compare->base_follows && &side == &query_.compare->base;
  return follows != reached;
}

Sieve Plan::sieve(const From& from, const Side* side) const {
  Sieve made{from.source, std::vector<std::uint8_t>(from.allowed.size())};
  for (std::uint32_t number = 0; number < from.source.limit; ++number) {
    bool allowed = from.allowed[number] != 0;
    if (allowed && side != nullptr && from.source.column == &lines_.facets()) {
      allowed = takes(*side, lines_.facet_list()[number - 1]);
    }
    if (allowed && side != nullptr && from.source.column == &lines_.periods()) {
      allowed = in_time(*side, member(Axis::month, number));
    }
    made.allowed[number] = allowed ? 1 : 0;
    if (allowed && number < 256) {
      made.bits[number / 8] |= static_cast<std::uint8_t>(1U << number % 8);
    }
  }
  return made;
}

Term Plan::term(std::size_t source, std::size_t run, const Side* side, std::uint32_t part) const {
  const From& from = sources_[source];
  Term made{from.source, std::vector<std::uint32_t>(from.source.limit)};
  for (std::uint32_t number = 0; number < from.source.limit; ++number) {
    std::uint32_t& here = made.table[number];
    if (run == 0 && from.source.column == &lines_.facets()) {
      if (number == 0) {
        here = left_out_ == 0 ? 0 : cells_;
        continue;
      }
      const bool actual = lines_.facet_list()[number - 1].kind == LineKind::actual;
      here = side != nullptr ? part : actual ? 1 : 0;
    }
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].run == run && source_of_axis_[i] == source) {
        here += (axes_[i].digits.empty() ? number : axes_[i].digits[number]) * axes_[i].stride;
      }
    }
  }
  if (from.source.column != nullptr) {
    // Absent lines never get here where they are left out before, so what they would add is open.
    made.shorten(from.source.column == &lines_.facets() && left_out_ == 0 ? 1 : 0);
  }
  return made;
}

void Plan::add_pass(const Side* side, std::uint32_t part) {
  Pass pass;
  const bool passes_absent = left_out_ != 0 || lines_.present() == lines_.size();
  for (const From& from : sources_) {
    Sieve made = sieve(from, side);
    const bool but_absent = from.source.column == &lines_.facets() && passes_absent;
    if (std::find(made.allowed.begin() + (but_absent ? 1 : 0), made.allowed.end(), 0) !=
        made.allowed.end()) {
      // The fewer a sieve lets through, the sooner it comes.
      const auto share = [](const Sieve& one) {
        return 1000 * std::accumulate(one.allowed.begin(), one.allowed.end(), std::size_t{0}) /
               one.allowed.size();
      };
      const auto behind =
          std::find_if(pass.sieves.begin(), pass.sieves.end(),
                       [&](const Sieve& other) { return share(other) > share(made); });
      pass.sieves.insert(behind, std::move(made));
    }
  }
  for (std::size_t run = 0; run < runs_; ++run) {
    std::vector<Term>& terms = pass.runs.emplace_back();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      Term made = term(i, run, side, part);
      if (!made.table.empty() || made.step != 0 || made.offset != 0) {
        terms.push_back(std::move(made));
      }
    }
  }
  passes_.push_back(std::move(pass));
}

}  // namespace saimnieks::cube
