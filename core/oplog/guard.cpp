// Lines: closed periods, approved plans, corrections, and the codes of known versions.
#include "core/oplog/guard.h"

#include <algorithm>
#include <tuple>

#include "core/base/utf8.h"
#include "core/base/wide.h"
#include "core/model/catalogue_rules.h"
#include "core/model/dimension.h"

namespace saimnieks::oplog {

using base::ErrorCode;
using base::Result;
using base::Uuid;
using model::Table;

std::string_view text_of(model::ValueOf side, std::string_view field) {
  const Value* value = side(field);
  const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string_view person_of(model::ValueOf side, std::string_view field) {
  return base::trimmed(text_of(side, field));
}

std::int64_t number_of(model::ValueOf side, std::string_view field) {
  const Value* value = side(field);
  const std::int64_t* number = value == nullptr ? nullptr : model::as_int(*value);
  return number == nullptr ? 0 : *number;
}

Uuid uuid_of(model::ValueOf side, std::string_view field) {
  const std::string_view text = text_of(side, field);
  const auto uuid = text.empty() ? Result<Uuid>(Uuid()) : Uuid::parse(text);
  return uuid ? *uuid : Uuid();
}

bool says(model::ValueOf side, std::string_view field) {
  const Value* value = side(field);
  if (value == nullptr || model::is_null(*value)) {
    return false;
  }
  const std::string* text = model::as_text(*value);
  return text == nullptr || !base::is_blank(*text);
}

bool differs(const RowState* before, model::ValueOf after, std::string_view field) {
  const Value nothing;
  const Value* was = before == nullptr ? nullptr : before->field(field);
  const Value* is = after(field);
  return (was == nullptr ? nothing : *was) != (is == nullptr ? nothing : *is);
}

std::int64_t first_day(std::int64_t period) {
  return (period % 100 == 0 ? period + 1 : period) * 100 + 1;
}

bool operator<(const Guard::LinePlace& a, const Guard::LinePlace& b) {
  return std::tie(a.unit, a.service, a.resource, a.policy, a.version, a.period) <
         std::tie(b.unit, b.service, b.resource, b.policy, b.version, b.period);
}

void Guard::begin(Writer writer, std::span<const Op> tx) {
  writer.user = base::trimmed(writer.user);
  if (writer.user != writer_.user || writer.day != writer_.day || writer.device != writer_.device) {
    offices_.reset();
    passed_.clear();
  }
  writer_ = std::move(writer);
  excused_.clear();
  written_.clear();
  superseded_.clear();
  for (const Op& op : tx) {
    const Column* status = op.column("status");
    if (op.table == model::table_info(Table::version).name && status != nullptr &&
        status->new_at(0) == Value(std::string(model::name(model::VersionStatus::superseded)))) {
      superseded_.insert(op.rows.front());
    }
    const Column* subject = op.column("subject");
    if (op.table != model::table_info(Table::exception).name || !op.inserts() ||
        subject == nullptr) {
      continue;
    }
    for (std::size_t row = 0; row < op.rows.size(); ++row) {
      if (const std::string* text = model::as_text(subject->new_at(row))) {
        excused_.insert(*text);
      }
    }
  }
  for (const Op& op : excused_.empty() ? std::span<const Op>() : tx) {
    if (op.table != model::table_info(Table::exception).name) {
      for (const Uuid& row : op.rows) {
        written_.insert(row.text());
      }
    }
  }
}

void Guard::forget() {
  any_closing_.reset();
  open_.reset();
  binds_lines_.reset();
  limits_.reset();
  offices_.reset();
  closed_.clear();
  locked_.clear();
  last_days_.clear();
  chains_.clear();
  passed_.clear();
}

namespace {

// Asks about a line that says no more than where it lies.
template <class Ask>
auto with_sides(const Guard::LinePlace& place, Ask ask) {
  const auto reference = [](const Uuid& uuid) {
    return uuid.is_nil() ? Value() : Value(uuid.text());
  };
  const std::pair<std::string_view, Value> fields[] = {
      {"unit", reference(place.unit)},         {"service", reference(place.service)},
      {"resource", reference(place.resource)}, {"policy", reference(place.policy)},
      {"version", reference(place.version)},   {"period", Value(place.period)}};
  return ask([&fields](std::string_view name) -> const Value* {
    for (const auto& [field, value] : fields) {
      if (field == name) {
        return &value;
      }
    }
    return nullptr;
  });
}

}  // namespace

Guard::Found Guard::check(Table table, const Uuid& row, const RowState* before,
                          model::ValueOf after) {
  const Change change{table, row, before, after};
  TRY(std::optional<Fault> fault, check_person(change));
  if (fault) {
    return fault;
  }
  return table == Table::line ? check_line(change) : check_rows(change);
}

Result<std::vector<Uuid>> Guard::chain(const Uuid& unit) {
  if (const auto known = chains_.find(unit); known != chains_.end()) {
    return known->second;
  }
  constexpr std::size_t kDeepest = 64;
  std::vector<Uuid> out;
  for (Uuid at = unit; !at.is_nil() && out.size() < kDeepest;) {
    out.push_back(at);
    TRY(const std::optional<RowState> state, world_.find(Table::unit, at));
    at = state ? uuid_of([&](std::string_view field) { return state->field(field); }, "parent")
               : Uuid();
  }
  chains_.emplace(unit, out);
  return out;
}

Result<Uuid> home_of(World& world, model::ValueOf side) {
  constexpr std::pair<std::string_view, Table> kObjects[] = {{"service", Table::service},
                                                             {"resource", Table::resource},
                                                             {"from_resource", Table::resource},
                                                             {"policy", Table::policy}};
  const Uuid unit = uuid_of(side, "unit");
  for (const auto& [field, table] : kObjects) {
    const Uuid object = unit.is_nil() ? uuid_of(side, field) : Uuid();
    if (!object.is_nil()) {
      TRY(const std::optional<RowState> owner, world.find(table, object));
      return owner ? uuid_of([&](std::string_view name) { return owner->field(name); }, "unit")
                   : Uuid();
    }
  }
  return unit;
}

Result<bool> Guard::any_closing() {
  if (!any_closing_) {
    TRY(any_closing_, world_.any(Table::closing));
  }
  return *any_closing_;
}

Result<bool> Guard::closed(const Uuid& unit, std::int64_t period) {
  TRY(const bool any, any_closing());
  if (!any || unit.is_nil()) {
    return false;
  }
  const std::pair key(unit, period);
  if (const auto known = closed_.find(key); known != closed_.end()) {
    return known->second;
  }
  bool found = false;
  // Who closes a unit closes what is below it; who closes a year closes its months.
  TRY(const std::vector<Uuid> units, chain(unit));
  for (const Uuid& at : units) {
    for (const std::int64_t one : {period, period / 100 * 100}) {
      const Uuid row =
          model::natural_uuid(ledger_, Table::closing, {at.text(), std::to_string(one)});
      TRY(const std::optional<RowState> state, world_.find(Table::closing, row));
      found = found || (state && !state->voided() &&
                        text_of([&](std::string_view field) { return state->field(field); },
                                "state") == model::name(model::ClosingState::closed));
    }
  }
  closed_.emplace(key, found);
  return found;
}

Result<bool> Guard::locked(const Uuid& version) {
  if (version.is_nil()) {
    return false;
  }
  if (const auto known = locked_.find(version); known != locked_.end()) {
    return known->second;
  }
  TRY(const std::optional<RowState> state, world_.find(Table::version, version));
  bool shut = false;
  if (state) {
    const auto status = model::from_name<model::VersionStatus>(
        text_of([&](std::string_view field) { return state->field(field); }, "status"));
    shut = status.value_or(model::VersionStatus::draft) != model::VersionStatus::draft;
  }
  locked_.emplace(version, shut);
  return shut;
}

Result<bool> Guard::closed_at(Side side) {
  TRY(const bool any, any_closing());
  if (!any) {
    return false;
  }
  TRY(const Uuid unit, home_of(world_, side));
  return closed(unit, number_of(side, "period"));
}

Guard::Found Guard::fixed(Side side) {
  TRY(const bool shut, closed_at(side));
  if (shut) {
    return Fault{ErrorCode::period_closed, "period", std::to_string(number_of(side, "period"))};
  }
  TRY(const bool no_draft, locked(uuid_of(side, "version")));
  return no_draft ? Found(Fault{ErrorCode::version_locked, "version", {}}) : Found(std::nullopt);
}

Guard::Found Guard::fixed(const Change& change) {
  if (change.before != nullptr) {
    TRY(std::optional<Fault> stood,
        fixed([&change](std::string_view field) { return change.before->field(field); }));
    if (stood) {
      return stood;
    }
  }
  return fixed(change.after);
}

// A period that begins after the unit's last day.
Guard::Found Guard::unit_ended(Side side) {
  const Uuid unit = uuid_of(side, "unit");
  if (unit.is_nil()) {
    return std::optional<Fault>();
  }
  auto known = last_days_.find(unit);
  if (known == last_days_.end()) {
    TRY(const std::optional<RowState> state, world_.find(Table::unit, unit));
    const std::int64_t day =
        state ? number_of([&](std::string_view name) { return state->field(name); }, "valid_to")
              : 0;
    known = last_days_.emplace(unit, day).first;
  }
  if (known->second == 0 || first_day(number_of(side, "period")) <= known->second) {
    return std::optional<Fault>();
  }
  std::string names;
  TRY(const std::vector<Uuid> heirs, successors_of(unit));
  for (const Uuid& next : heirs) {
    TRY(const std::optional<RowState> heir, world_.find(Table::unit, next));
    const auto field = [&heir](std::string_view name) { return heir->field(name); };
    const std::string name =
        heir ? std::string(text_of(field, "code")) + " " + std::string(text_of(field, "name"))
             : std::string();
    names += (names.empty() ? "" : ", ") + std::string(base::trimmed(name));
  }
  return Fault{ErrorCode::unit_ended, "unit", std::move(names)};
}

std::optional<Guard::Fault> Guard::line_date(Side side) const {
  const std::int64_t day = number_of(side, "date");
  if (day <= writer_.day || writer_.day == 0 ||
      text_of(side, "kind") != model::name(model::LineKind::actual)) {
    return std::nullopt;
  }
  const auto date = model::date_from_packed(day);
  const auto today = model::date_from_packed(writer_.day);
  const bool tomorrow = date && today && date->days_since_1970() == today->days_since_1970() + 1;
  return tomorrow ? std::nullopt
                  : std::optional(Fault{ErrorCode::date_in_future, "date",
                                        date ? date->iso() : std::to_string(day)});
}

// What the line's own version of the catalogue says, when this program knows that version. Codes of
// a newer one are not this program's to refuse.
Guard::Found Guard::catalogue_codes(Side side) {
  const catalogue::Catalogue* version = catalogue::find_version(text_of(side, "catalogue"));
  for (const std::string_view field : {"task", "condition"}) {
    const std::string_view code = text_of(side, field);
    const auto lists = model::catalogue_lists(Table::line, field);
    if (version != nullptr && !code.empty() &&
        model::code_fault(*version, lists, code) == ErrorCode::catalogue_code_unknown) {
      return Fault{ErrorCode::catalogue_code_unknown, std::string(field), std::string(code)};
    }
  }
  return std::optional<Fault>();
}

Result<const std::vector<Guard::Limit>*> Guard::limits() {
  if (!limits_) {
    std::vector<Limit> found;
    TRY_DO(world_.each(Table::threshold, {}, {}, [&found](const Uuid&, const RowState& state) {
      const auto side = [&state](std::string_view field) { return state.field(field); };
      if (text_of(side, "watch") == model::name(model::Watch::justification)) {
        found.push_back({uuid_of(side, "unit"), number_of(side, "valid_from"),
                         number_of(side, "valid_to"), number_of(side, "amount_cents")});
      }
    }));
    limits_ = std::move(found);
  }
  return &*limits_;
}

Guard::Found Guard::justified(Side side) {
  TRY(const std::vector<Limit>* limited, limits());
  if (limited->empty() || text_of(side, "kind") != model::name(model::LineKind::plan) ||
      number_of(side, "voided") != 0 || says(side, "justification")) {
    return std::optional<Fault>();
  }
  TRY(const Uuid unit, home_of(world_, side));
  TRY(const std::vector<Uuid> above, chain(unit));
  const std::int64_t cents = number_of(side, "amount_cents");
  for (const Limit& one : *limited) {
    const bool here =
        one.unit.is_nil() || std::find(above.begin(), above.end(), one.unit) != above.end();
    const bool now = one.from <= writer_.day && (one.to == 0 || writer_.day <= one.to);
    if (here && now && (cents > one.cents || cents < -one.cents)) {
      return Fault{ErrorCode::justification_missing, "justification",
                   base::fixed_text(one.cents, 2) + " €"};
    }
  }
  return std::optional<Fault>();
}

Guard::Found Guard::check_line(const Change& change) {
  TRY(std::optional<Fault> fault, fixed(change));
  const auto moves = [&change](std::string_view field) {
    return change.before == nullptr || differs(change.before, change.after, field);
  };
  if (!fault && (moves("unit") || moves("period"))) {
    TRY(fault, unit_ended(change.after));
  }
  if (!fault && moves("date")) {
    fault = line_date(change.after);
  }
  if (!fault && (moves("amount_cents") || moves("unit") || moves("justification"))) {
    TRY(fault, justified(change.after));
  }
  if (!fault) {
    TRY(fault, correction(change.after));
  }
  return fault ? Found(fault) : catalogue_codes(change.after);
}

Guard::Found Guard::correction(Side side) {
  const Uuid cited = uuid_of(side, "corrects");
  if (!cited.is_nil()) {
    TRY(const std::optional<RowState> line, world_.find(Table::line, cited));
    if (line && text_of([&](std::string_view field) { return line->field(field); }, "kind") !=
                    text_of(side, "kind")) {
      return Fault{ErrorCode::correction_unfit, "corrects", {}};
    }
  }
  return std::optional<Fault>();
}

Result<bool> Guard::sees(const LinePlace& place) {
  return with_sides(place, [this](Side side) { return sees(Table::line, {}, side); });
}

Result<bool> Guard::shut(const LinePlace& place) {
  return with_sides(place, [this](Side side) -> Result<bool> {
    TRY(std::optional<Fault> fault, fixed(side));
    if (!fault) {
      TRY(fault, unit_ended(side));
    }
    return fault.has_value();
  });
}

Result<bool> Guard::binds_lines() {
  if (!binds_lines_) {
    bool versions = false;
    for (const auto status : {model::VersionStatus::submitted, model::VersionStatus::approved,
                              model::VersionStatus::superseded}) {
      TRY_DO(world_.each(Table::version, "status", Value(std::string(model::name(status))),
                         [&versions](const Uuid&, const RowState&) { versions = true; }));
    }
    TRY(const bool closings, world_.any(Table::closing));
    TRY(const bool ended, world_.any(Table::unit));
    TRY(const bool open, is_open());
    TRY(const std::vector<Limit>* limited, limits());
    binds_lines_ = versions || closings || ended || !open || !limited->empty();
  }
  return *binds_lines_;
}

Guard::Found Guard::check_new_line(const LinePlace& place) {
  TRY(const bool binds, binds_lines());
  if (!binds || passed_.count(place) > 0) {
    return std::optional<Fault>();
  }
  TRY(std::optional<Fault> fault, with_sides(place, [this](Side side) -> Found {
        return check(Table::line, {}, nullptr, side);
      }));
  if (!fault) {
    passed_.insert(place);
  }
  return fault;
}

}  // namespace saimnieks::oplog
