#include "core/cube/cube.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cube {
namespace {

constexpr std::array<std::string_view, 6> kAxisNames{"unit", "service", "code",
                                                     "year", "month",   "version"};

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
    for (auto* column : {&unit_, &service_, &code_, &version_}) {
      column->reserve(lines);
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
  unit_.resize(size, model::kNone);
  service_.resize(size, model::kNone);
  code_.resize(size, model::kNone);
  version_.resize(size, model::kNone);
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
  unit_[at] = model::index(row.unit);
  service_[at] = model::index(row.service);
  code_[at] = model::index(row.code);
  version_[at] = model::index(row.version);
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
  row.unit = model::UnitId{unit_[at]};
  row.service = model::ServiceId{service_[at]};
  row.code = model::CodeId{code_[at]};
  row.version = VersionId{version_[at]};
  row.period = period_[at];
  row.kind = state_[at] == State::plan ? LineKind::plan : LineKind::actual;
  return row;
}

std::size_t Cube::bytes() const {
  return cents_.capacity() * sizeof(std::int64_t) + period_.capacity() * sizeof(std::int32_t) +
         state_.capacity() * sizeof(State) +
         (unit_.capacity() + service_.capacity() + code_.capacity() + version_.capacity()) *
             sizeof(std::uint32_t);
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
    if (state_[i] == State::absent) {
      continue;
    }
    const int year = period_[i] / 100;
    Scenario& scenario = found[{year, state_[i], version_[i]}];
    if (scenario.lines == 0) {
      scenario.side.kind = state_[i] == State::plan ? LineKind::plan : LineKind::actual;
      scenario.side.year = year;
      if (state_[i] == State::plan) {
        scenario.side.version = VersionId{version_[i]};
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
      return ledger_.codes()[model::CodeId{member.id}].code;
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
      return ledger_.codes()[model::CodeId{member.id}].name;
    case Axis::version:
    case Axis::year:
    case Axis::month:
      break;
  }
  return code_of(member);
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
