#include "core/cube/cube.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/catalogue/catalogue.h"
#include "core/cube/kept.h"
#include "core/cube/members.h"
#include "core/cube/roller.h"
#include "core/ledger/line_columns.h"

namespace saimnieks::cube {
namespace {

constexpr std::array<std::string_view, kAxes> kAxisNames{
    "unit",   "service",  "code",   "year",  "month", "version",       "object",  "resource",
    "policy", "function", "source", "phase", "task",  "condition",     "channel", "regular",
    "basis",  "nature",   "role",   "level", "scale", "resource_kind", "direct"};
constexpr std::array<std::string_view, 4> kObjectNames{"service", "resource", "policy",
                                                       "management"};
constexpr std::array<std::string_view, 2> kDirectNames{"direct", "indirect"};

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

Cube::Cube(const ledger::Ledger& ledger, Whose whose)
    : ledger_(ledger),
      whose_(whose),
      members_(std::make_unique<Members>(*this)),
      kept_(std::make_unique<Kept>(*this)) {}

Cube::Cube(Cube&& other) noexcept : Cube(other.ledger_, other.whose_) {
  // Nothing that is kept comes along, since it knows its cube by address.
  revision_ = other.revision_;
  started_ = other.started_;
  next_ = other.next_;
  until_ = other.until_;
  lines_ = std::move(other.lines_);
  sight_ = std::move(other.sight_);
  hidden_ = std::move(other.hidden_);
  hidden_count_ = other.hidden_count_;
}

Cube::~Cube() = default;

base::Result<void> Cube::load() {
  while (true) {
    TRY(const bool done, load_some(100'000));
    if (done) {
      return {};
    }
  }
}

base::Result<bool> Cube::load_some(std::int64_t most_lines) {
  constexpr std::size_t kGrown = 4096;  // lines at once
  kept_->forget();
  members_->forget();
  if (!started_) {
    if (whose_ == Whose::users) {
      TRY(sight_, ledger_.sight());
    }
    TRY(until_, ledger_.last_line());
    started_ = true;
  }
  const auto whole = static_cast<std::size_t>(until_);
  if (whole > lines_.size()) {
    lines_.reserve(whole);  // filled as lines come: a column is then widened while it is short
  }
  std::size_t at = static_cast<std::size_t>(next_);
  const auto remove_to = [this, &at](std::size_t end) {  // what is no part of the ledger any more
    for (; at < std::min(end, lines_.size()); ++at) {
      lines_.remove(at);
      mark_hidden(at, false);
    }
  };
  base::Result<void> taken;
  const auto take_row = [&](const model::LineRow& row) {
    remove_to(place(row.rid));
    if (place(row.rid) < std::max(whole, lines_.size()) && taken) {
      if (place(row.rid) >= lines_.size()) {
        lines_.grow(std::min(whole, place(row.rid) + kGrown));
      }
      taken = take(row);
      at = place(row.rid) + 1;
    }
  };
  const bool sees_all = hidden_count_ == 0 && (!sight_ || sight_->everything());
  const auto take_columns = [&](const ledger::LineColumns& lines) {
    const std::size_t end = lines.size() == 0 ? 0 : place(lines.rid.back()) + 1;
    const bool follow = lines.size() > 0 && end - place(lines.rid.front()) == lines.size();
    if (!sees_all || !follow || end > std::max(whole, lines_.size())) {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        take_row(lines.row(i));
      }
      return;
    }
    remove_to(place(lines.rid.front()));
    if (end > lines_.size()) {
      lines_.grow(end);
    }
    lines_.set(lines);
    at = end;
  };
  TRY(const LineId last, ledger_.scan_columns_from(next_, most_lines, take_columns, take_row));
  TRY_DO(taken);
  const bool ended = last == next_ || last >= until_;
  next_ = ended ? until_ : last;
  remove_to(static_cast<std::size_t>(next_));
  revision_ = ledger_.revision();
  return ended;
}

base::Result<void> Cube::take(const model::LineRow& row) {
  const std::size_t at = place(row.rid);
  bool seen = true;
  if (sight_ && !sight_->everything()) {
    TRY(seen, sight_->sees(row));
  }
  if (seen) {
    lines_.set(row);
  } else {
    lines_.remove(at);
  }
  mark_hidden(at, !seen && !row.voided);
  return {};
}

void Cube::mark_hidden(std::size_t at, bool hidden) {
  if (at >= hidden_.size()) {
    if (!hidden) {
      return;
    }
    hidden_.resize(std::max(at + 1, lines_.size()));
  }
  if (hidden_[at] != hidden) {
    hidden_[at] = hidden;
    hidden_count_ += hidden ? 1 : -1;
  }
}

void Cube::start_anew() {
  kept_->forget();
  started_ = false;
  next_ = LineId{};
  until_ = LineId{INT64_MAX};
}

void Cube::look_again() {
  auto now = ledger_.sight();
  const auto same = now ? (*now)->answers_as(*sight_) : base::Result<bool>(false);
  if (now) {
    sight_ = std::move(*now);
  }
  // Loading asks again where this could not, and says why.
  if (!same || !*same) {
    start_anew();
  }
}

void Cube::begin(const ledger::CommitInfo& info) {
  // A gap between revisions: something was not told.
  if (info.dimensions_changed || info.revision > revision_ + 1) {
    kept_->forget();
    members_->forget();
  }
  revision_ = info.revision;
  if (started_ && sight_ &&
      (info.sight_changed || (info.dimensions_changed && !sight_->everything()))) {
    look_again();
  }
}

void Cube::lines(std::span<const ledger::LineDelta> deltas) {
  if (!started_) {
    return;  // they are still to be read
  }
  std::size_t size = lines_.size();
  for (const ledger::LineDelta& delta : deltas) {
    size = std::max(size, delta.after ? place(delta.rid) + 1 : 0);
  }
  if (size > lines_.size()) {
    lines_.grow(size);
  }
  for (const ledger::LineDelta& delta : deltas) {
    const std::size_t at = place(delta.rid);
    kept_->take_out(at);
    if (!delta.after) {
      lines_.remove(at);
      mark_hidden(at, false);
    } else if (!take(*delta.after)) {
      start_anew();
      return;
    }
    kept_->put_in(at);
  }
}

void Cube::lines_between(LineId first, LineId last) {
  if (!started_) {
    return;
  }
  kept_->forget();
  next_ = loaded() ? LineId{static_cast<std::int64_t>(first) - 1}
                   : std::min(next_, LineId{static_cast<std::int64_t>(first) - 1});
  until_ = std::max(until_, last);
}

void Cube::end() { kept_->settle(); }

std::optional<model::LineRow> Cube::row(LineId rid) const { return lines_.row(place(rid)); }

bool Cube::hides(LineId rid) const { return place(rid) < hidden_.size() && hidden_[place(rid)]; }

Pivot Cube::pivot(const Query& query) const { return kept_->pivot(query); }

std::vector<LineId> Cube::lines_behind(const Query& query, const Pivot& pivot, std::int32_t node,
                                       std::size_t column, Part part) const {
  return lines_of(*this, query, pivot, node, column, part);
}

std::optional<VersionId> Cube::default_version() const {
  std::optional<VersionId> approved;
  std::optional<VersionId> newest;
  const auto& rows = ledger_.versions().rows();
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].usable() || rows[i].scenario) {
      continue;
    }
    // Numbers are each device's own; the decision and the label are the same everywhere.
    const auto order = [&rows](std::uint32_t at) {
      const auto& day = rows[at].decision_date;
      return std::pair(day ? model::packed(*day) : 0, std::string_view(rows[at].name));
    };
    if (rows[i].status == model::VersionStatus::approved &&
        (!approved || order(model::index(*approved)) < order(i))) {
      approved = VersionId{i};
    }
    if (rows[i].status != model::VersionStatus::superseded) {
      newest = VersionId{i};
    }
  }
  return approved ? approved : newest;
}

std::vector<Cube::Scenario> Cube::scenarios() const {
  // By facet and period first, of which there are few.
  const std::vector<Facet>& facets = lines_.facet_list();
  const std::vector<std::int32_t>& periods = lines_.period_list();
  std::vector<Scenario> sums(facets.size() * periods.size());
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    if (lines_.has(at)) {
      Scenario& sum = sums[lines_.facets()[at] * periods.size() + lines_.periods()[at]];
      ++sum.lines;
      sum.cents += lines_.amounts()[at];
    }
  }
  std::map<std::tuple<int, LineKind, std::uint32_t>, Scenario> found;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Facet& facet = facets[i / periods.size()];
    const std::int32_t period = periods[i % periods.size()];
    if (sums[i].lines == 0 || facet.basis != 0 || facet.nature != 0) {
      continue;
    }
    Scenario& scenario = found[{period / 100, facet.kind, facet.version}];
    scenario.side.kind = facet.kind;
    scenario.side.year = period / 100;
    if (facet.kind == LineKind::plan) {
      scenario.side.version = VersionId{facet.version};
    }
    scenario.lines += sums[i].lines;
    scenario.cents += sums[i].cents;
    scenario.last_month = std::max(scenario.last_month, period % 100);
    scenario.whole_years = scenario.whole_years || period % 100 == 0;
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
  if (ledger_.revision() != revision_) {
    members_->forget();
  }
  return members_->lineage(member);
}

}  // namespace saimnieks::cube
