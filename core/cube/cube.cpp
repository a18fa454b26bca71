#include "core/cube/cube.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cube {
namespace {

constexpr std::array<std::string_view, kAxes> kAxisNames{
    "unit",   "service",  "code",   "year",  "month", "version",       "object",  "resource",
    "policy", "function", "source", "phase", "task",  "condition",     "channel", "regular",
    "basis",  "nature",   "role",   "level", "scale", "resource_kind", "direct"};
constexpr std::array<std::string_view, 4> kObjectNames{"service", "resource", "policy",
                                                       "management"};
constexpr std::array<std::string_view, 2> kDirectNames{"direct", "indirect"};
constexpr Axis kStored[] = {Axis::unit,     Axis::service, Axis::code,      Axis::version,
                            Axis::resource, Axis::policy,  Axis::function,  Axis::source,
                            Axis::phase,    Axis::task,    Axis::condition, Axis::channel,
                            Axis::regular,  Axis::basis,   Axis::nature,    Axis::role};

std::span<const catalogue::Entry> entries(catalogue::Kind kind) {
  return catalogue::current().entries(kind);
}

// The list whose titles the axis's codes bear.
std::optional<catalogue::Kind> list_of(Axis axis) {
  switch (axis) {
    case Axis::phase:
      return catalogue::Kind::phase;
    case Axis::task:
      return catalogue::Kind::task;
    case Axis::condition:
      return catalogue::Kind::condition;
    case Axis::channel:
      return catalogue::Kind::channel;
    case Axis::role:
      return catalogue::Kind::role_row;
    case Axis::level:
      return catalogue::Kind::level;
    case Axis::scale:
      return catalogue::Kind::scale;
    case Axis::resource_kind:
      return catalogue::Kind::resource_kind;
    default:
      return std::nullopt;
  }
}

template <class Value>
std::uint32_t number_of(const std::optional<Value>& value) {
  return value ? static_cast<std::uint32_t>(*value) : model::kNone;
}

template <class Value>
std::string choice_name(std::uint32_t id) {
  return std::string(model::name(static_cast<Value>(id)));
}

std::size_t place(LineId rid) { return static_cast<std::size_t>(rid) - 1; }

}  // namespace

std::string_view name(Axis axis) { return kAxisNames[static_cast<std::size_t>(axis)]; }

std::optional<Axis> axis_from_name(std::string_view text) {
  const auto* const found = std::find(kAxisNames.begin(), kAxisNames.end(), text);
  if (found == kAxisNames.end()) {
    return std::nullopt;
  }
  return static_cast<Axis>(found - kAxisNames.begin());
}

Filter filter(Axis axis, std::string_view value) {
  const bool prefix = !value.empty() && value.back() == '*';
  if (prefix) {
    value.remove_suffix(1);
  }
  return {axis, std::string(value), prefix};
}

Filter filter(base::Period period) {
  return {period.whole_year() ? Axis::year : Axis::month, period.iso()};
}

void Cell::add(const Cell& other) {
  plan_cents += other.plan_cents;
  actual_cents += other.actual_cents;
  plan_lines += other.plan_lines;
  actual_lines += other.actual_lines;
}

base::Result<void> Cube::load() {
  while (true) {
    TRY(const bool done, load_some(100'000));
    if (done) {
      return {};
    }
  }
}

base::Result<bool> Cube::load_some(std::int64_t most_lines) {
  if (loaded_ == LineId{}) {
    TRY(const std::int64_t count, ledger_.line_count());
    const auto lines = static_cast<std::size_t>(count);
    for (const Axis axis : kStored) {
      column(axis).reserve(lines);
    }
    cents_.reserve(lines);
    period_.reserve(lines);
    state_.reserve(lines);
  }
  TRY(const LineId last, ledger_.scan_lines_from(loaded_, most_lines,
                                                 [this](const model::LineRow& row) { set(row); }));
  const bool done = last == loaded_;
  loaded_ = last;
  revision_ = ledger_.revision();
  return done;
}

void Cube::grow(std::size_t size) {
  cents_.resize(size);
  for (const Axis axis : kStored) {
    column(axis).resize(size);
  }
  period_.resize(size);
  state_.resize(size, State::absent);
}

void Cube::set(const model::LineRow& row) {
  if (row.voided) {
    remove(row.rid);
    return;
  }
  const std::size_t at = place(row.rid);
  if (at >= state_.size()) {
    grow(at + 1);
  }
  present_ += state_[at] == State::absent ? 1U : 0U;
  cents_[at] = row.cents;
  const auto put = [&](Axis axis, std::uint32_t id) { column(axis).set(at, id); };
  put(Axis::unit, model::index(row.unit));
  put(Axis::service, model::index(row.service));
  put(Axis::code, model::index(row.code));
  put(Axis::version, model::index(row.version));
  put(Axis::resource, model::index(row.resource));
  put(Axis::policy, model::index(row.policy));
  put(Axis::function, model::index(row.function));
  put(Axis::source, model::index(row.source));
  put(Axis::phase, number_of(row.phase));
  put(Axis::task, model::index(row.task));
  put(Axis::condition, model::index(row.condition));
  put(Axis::channel, model::index(row.channel));
  put(Axis::regular, number_of(row.regular));
  put(Axis::basis, static_cast<std::uint32_t>(row.basis));
  put(Axis::nature, static_cast<std::uint32_t>(row.nature));
  put(Axis::role, number_of(row.role));
  period_[at] = row.period;
  state_[at] = row.kind == LineKind::plan ? State::plan : State::actual;
}

void Cube::remove(LineId rid) {
  const std::size_t at = place(rid);
  if (at < state_.size() && state_[at] != State::absent) {
    state_[at] = State::absent;
    --present_;
  }
}

void Cube::begin(const ledger::CommitInfo& info) { revision_ = info.revision; }

void Cube::lines(std::span<const ledger::LineDelta> deltas) {
  std::size_t size = state_.size();
  for (const ledger::LineDelta& delta : deltas) {
    size = std::max(size, delta.after ? place(delta.rid) + 1 : 0);
  }
  if (size > state_.size()) {
    grow(size);
  }
  for (const ledger::LineDelta& delta : deltas) {
    if (delta.after) {
      set(*delta.after);
    } else {
      remove(delta.rid);
    }
  }
}

std::optional<model::LineRow> Cube::row(LineId rid) const {
  const std::size_t at = place(rid);
  if (at >= state_.size() || state_[at] == State::absent) {
    return std::nullopt;
  }
  model::LineRow row;
  row.rid = rid;
  row.cents = cents_[at];
  row.unit = model::UnitId{column(Axis::unit)[at]};
  row.service = model::ServiceId{column(Axis::service)[at]};
  row.code = model::CodeId{column(Axis::code)[at]};
  row.version = VersionId{column(Axis::version)[at]};
  row.resource = model::ResourceId{column(Axis::resource)[at]};
  row.policy = model::PolicyId{column(Axis::policy)[at]};
  row.function = model::CodeId{column(Axis::function)[at]};
  row.source = model::SourceId{column(Axis::source)[at]};
  row.task = model::WordId{column(Axis::task)[at]};
  row.condition = model::WordId{column(Axis::condition)[at]};
  row.channel = model::WordId{column(Axis::channel)[at]};
  row.basis = static_cast<model::Basis>(column(Axis::basis)[at]);
  row.nature = static_cast<model::Nature>(column(Axis::nature)[at]);
  if (const std::uint32_t phase = column(Axis::phase)[at]; phase != model::kNone) {
    row.phase = static_cast<model::Phase>(phase);
  }
  if (const std::uint32_t regular = column(Axis::regular)[at]; regular != model::kNone) {
    row.regular = static_cast<model::Regularity>(regular);
  }
  if (const std::uint32_t role = column(Axis::role)[at]; role != model::kNone) {
    row.role = static_cast<model::RoleRow>(role);
  }
  row.period = period_[at];
  row.kind = state_[at] == State::plan ? LineKind::plan : LineKind::actual;
  return row;
}

std::size_t Cube::bytes() const {
  std::size_t sum = cents_.capacity() * sizeof(std::int64_t) +
                    period_.capacity() * sizeof(std::int32_t) + state_.capacity() * sizeof(State);
  for (const Column& one : columns_) {
    sum += one.bytes();
  }
  return sum;
}

std::uint32_t Cube::member_id(Axis axis, std::size_t at) const {
  switch (axis) {
    case Axis::year:
      return static_cast<std::uint32_t>(period_[at] / 100);
    case Axis::month:
      return static_cast<std::uint32_t>(period_[at]);
    case Axis::object: {
      const auto has = [&](Axis one) { return column(one)[at] != model::kNone; };
      return has(Axis::service)    ? static_cast<std::uint32_t>(ObjectKind::service)
             : has(Axis::resource) ? static_cast<std::uint32_t>(ObjectKind::resource)
             : has(Axis::policy)   ? static_cast<std::uint32_t>(ObjectKind::policy)
             : has(Axis::task)     ? static_cast<std::uint32_t>(ObjectKind::management)
                                   : model::kNone;
    }
    default:
      return column(axis)[at];
  }
}

std::optional<VersionId> Cube::default_version() const {
  std::optional<VersionId> approved;
  std::optional<VersionId> newest;
  const auto& rows = ledger_.versions().rows();
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].usable()) {
      continue;
    }
    if (rows[i].status == model::VersionStatus::approved) {
      approved = VersionId{i};
    }
    if (rows[i].status != model::VersionStatus::superseded) {
      newest = VersionId{i};
    }
  }
  return approved ? approved : newest;
}

std::vector<Cube::Scenario> Cube::scenarios() const {
  std::map<std::tuple<int, State, std::uint32_t>, Scenario> found;
  for (std::size_t i = 0; i < state_.size(); ++i) {
    if (state_[i] == State::absent || !plain(i)) {
      continue;
    }
    const int year = period_[i] / 100;
    Scenario& scenario = found[{year, state_[i], column(Axis::version)[i]}];
    if (scenario.lines == 0) {
      scenario.side.kind = state_[i] == State::plan ? LineKind::plan : LineKind::actual;
      scenario.side.year = year;
      if (state_[i] == State::plan) {
        scenario.side.version = VersionId{column(Axis::version)[i]};
      }
    }
    ++scenario.lines;
    scenario.cents += cents_[i];
    const int month = period_[i] % 100;
    scenario.last_month = std::max(scenario.last_month, month);
    scenario.whole_years = scenario.whole_years || month == 0;
  }
  std::vector<Scenario> out;
  out.reserve(found.size());
  for (auto& [key, scenario] : found) {
    out.push_back(scenario);
  }
  return out;
}

std::uint32_t Cube::members(Axis axis) const {
  switch (axis) {
    case Axis::unit:
      return ledger_.units().size();
    case Axis::service:
      return ledger_.services().size();
    case Axis::code:
    case Axis::function:
      return ledger_.codes().size();
    case Axis::version:
      return ledger_.versions().size();
    case Axis::resource:
    case Axis::resource_kind:
      return ledger_.resources().size();
    case Axis::policy:
      return ledger_.policies().size();
    case Axis::source:
      return ledger_.sources().size();
    case Axis::task:
    case Axis::condition:
    case Axis::channel:
      return ledger_.words().size();
    case Axis::object:
      return static_cast<std::uint32_t>(kObjectNames.size());
    case Axis::phase:
      return static_cast<std::uint32_t>(model::kChoices<model::Phase>.size());
    case Axis::regular:
      return static_cast<std::uint32_t>(model::kChoices<model::Regularity>.size());
    case Axis::basis:
      return static_cast<std::uint32_t>(model::kChoices<model::Basis>.size());
    case Axis::nature:
      return static_cast<std::uint32_t>(model::kChoices<model::Nature>.size());
    case Axis::role:
      return static_cast<std::uint32_t>(model::kChoices<model::RoleRow>.size());
    case Axis::level:
      return static_cast<std::uint32_t>(entries(catalogue::Kind::level).size());
    case Axis::scale:
      return static_cast<std::uint32_t>(entries(catalogue::Kind::scale).size());
    case Axis::direct:
      return static_cast<std::uint32_t>(kDirectNames.size());
    case Axis::year:
    case Axis::month:
      break;
  }
  return 0;
}

std::string Cube::code_of(const Member& member) const {
  if (member.id == model::kNone) {
    return {};
  }
  switch (member.axis) {
    case Axis::unit:
      return ledger_.units()[model::UnitId{member.id}].code;
    case Axis::service:
      return ledger_.services()[model::ServiceId{member.id}].code;
    case Axis::code:
    case Axis::function:
      return ledger_.codes()[model::CodeId{member.id}].code;
    case Axis::resource:
      return ledger_.resources()[model::ResourceId{member.id}].code;
    case Axis::policy:
      return ledger_.policies()[model::PolicyId{member.id}].code;
    case Axis::source:
      return ledger_.sources()[model::SourceId{member.id}].code;
    case Axis::task:
    case Axis::condition:
    case Axis::channel:
      return ledger_.words().text(model::WordId{member.id});
    case Axis::object:
      return std::string(kObjectNames[member.id]);
    case Axis::phase:
      return choice_name<model::Phase>(member.id);
    case Axis::regular:
      return choice_name<model::Regularity>(member.id);
    case Axis::basis:
      return choice_name<model::Basis>(member.id);
    case Axis::nature:
      return choice_name<model::Nature>(member.id);
    case Axis::role:
      return choice_name<model::RoleRow>(member.id);
    case Axis::level:
      return std::string(entries(catalogue::Kind::level)[member.id].code);
    case Axis::scale:
      return std::string(entries(catalogue::Kind::scale)[member.id].code);
    case Axis::resource_kind:
      return ledger_.resources()[model::ResourceId{member.id}].kind;
    case Axis::direct:
      return std::string(kDirectNames[member.id]);
    case Axis::version:
      return ledger_.versions()[VersionId{member.id}].name;
    case Axis::year:
      return std::to_string(member.id);
    case Axis::month: {
      const auto period = base::Period::from_packed(member.id);
      return period ? period->iso() : std::string();
    }
  }
  return {};
}

std::string Cube::name_of(const Member& member) const {
  if (member.id == model::kNone) {
    return {};
  }
  switch (member.axis) {
    case Axis::unit:
      return ledger_.units()[model::UnitId{member.id}].name;
    case Axis::service:
      return ledger_.services()[model::ServiceId{member.id}].name;
    case Axis::code:
    case Axis::function:
      return ledger_.codes()[model::CodeId{member.id}].name;
    case Axis::resource:
      return ledger_.resources()[model::ResourceId{member.id}].name;
    case Axis::policy:
      return ledger_.policies()[model::PolicyId{member.id}].name;
    case Axis::source:
      return ledger_.sources()[model::SourceId{member.id}].name;
    default:
      break;
  }
  const std::string code = code_of(member);
  const auto list = list_of(member.axis);
  const catalogue::Entry* entry = list ? catalogue::current().find(*list, code) : nullptr;
  return entry == nullptr ? code : std::string(entry->title_lv);
}

std::vector<Member> Cube::lineage(const Member& member) const {
  std::vector<Member> chain;
  if (member.id == model::kNone) {
    return {member};
  }
  if (member.axis == Axis::unit) {
    for (model::UnitId id{member.id}; id != model::kNoUnit; id = ledger_.units()[id].parent) {
      chain.push_back({Axis::unit, model::index(id)});
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }
  if (member.axis == Axis::code) {
    // The codes of the same scheme that stand above this one, by ever longer beginnings.
    const model::Code& own = ledger_.codes()[model::CodeId{member.id}];
    if (own.scheme == model::kEkkScheme) {
      const auto& codes = ledger_.codes().rows();
      for (std::uint32_t i = 0; i < codes.size(); ++i) {
        if (codes[i].present && codes[i].scheme == own.scheme &&
            catalogue::stands_above(codes[i].code, own.code)) {
          chain.push_back({Axis::code, i});
        }
      }
      std::sort(chain.begin(), chain.end(), [&codes](const Member& a, const Member& b) {
        return catalogue::significant_digits(codes[a.id].code).size() <
               catalogue::significant_digits(codes[b.id].code).size();
      });
    }
  }
  chain.push_back(member);
  return chain;
}

}  // namespace saimnieks::cube
