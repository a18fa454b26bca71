// Lines: closed periods, approved plans, corrections, and the codes of known versions.
#include "core/oplog/guard.h"

#include <tuple>

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

bool operator<(const Guard::LinePlace& a, const Guard::LinePlace& b) {
  return std::tie(a.unit, a.service, a.resource, a.policy, a.version, a.period) <
         std::tie(b.unit, b.service, b.resource, b.policy, b.version, b.period);
}

void Guard::begin(Writer writer, std::span<const Op> tx) {
  if (writer.user != writer_.user || writer.day != writer_.day || writer.device != writer_.device) {
    offices_.reset();
    passed_.clear();
  }
  writer_ = std::move(writer);
  excused_.clear();
  for (const Op& op : tx) {
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
}

void Guard::forget() {
  any_closing_.reset();
  open_.reset();
  binds_lines_.reset();
  offices_.reset();
  closed_.clear();
  locked_.clear();
  chains_.clear();
  passed_.clear();
}

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

Result<bool> Guard::closed(const Uuid& unit, std::int64_t period) {
  if (!any_closing_) {
    TRY(any_closing_, world_.any(Table::closing));
  }
  if (!*any_closing_ || unit.is_nil()) {
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
    shut = status == model::VersionStatus::approved || status == model::VersionStatus::superseded;
  }
  locked_.emplace(version, shut);
  return shut;
}

Guard::Found Guard::line_side(Side side) {
  const std::int64_t period = number_of(side, "period");
  TRY(const bool shut, closed(uuid_of(side, "unit"), period));
  if (shut) {
    return Fault{ErrorCode::period_closed, "period", std::to_string(period)};
  }
  TRY(const bool fixed, locked(uuid_of(side, "version")));
  if (fixed) {
    return Fault{ErrorCode::version_locked, "version", {}};
  }
  return std::optional<Fault>();
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

Guard::Found Guard::check_line(const Change& change) {
  if (change.before != nullptr) {
    TRY(std::optional<Fault> stood,
        line_side([&change](std::string_view field) { return change.before->field(field); }));
    if (stood) {
      return stood;
    }
  }
  TRY(std::optional<Fault> fault, line_side(change.after));
  if (fault) {
    return fault;
  }
  TRY(fault, correction(change.after));
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

Result<bool> Guard::shut(const Uuid& unit, const Uuid& version, std::int64_t period) {
  TRY(const bool past, closed(unit, period));
  return past ? Result<bool>(true) : locked(version);
}

Result<bool> Guard::binds_lines() {
  if (!binds_lines_) {
    bool versions = false;
    for (const auto status : {model::VersionStatus::approved, model::VersionStatus::superseded}) {
      TRY_DO(world_.each(Table::version, "status", Value(std::string(model::name(status))),
                         [&versions](const Uuid&, const RowState&) { versions = true; }));
    }
    TRY(const bool closings, world_.any(Table::closing));
    TRY(const bool open, is_open());
    binds_lines_ = versions || closings || !open;
  }
  return *binds_lines_;
}

Guard::Found Guard::check_new_line(const LinePlace& place) {
  TRY(const bool binds, binds_lines());
  if (!binds || passed_.count(place) > 0) {
    return std::optional<Fault>();
  }
  const auto reference = [](const Uuid& uuid) {
    return uuid.is_nil() ? Value() : Value(uuid.text());
  };
  const Value unit = reference(place.unit);
  const Value service = reference(place.service);
  const Value resource = reference(place.resource);
  const Value policy = reference(place.policy);
  const Value version = reference(place.version);
  const Value period = place.period;
  TRY(std::optional<Fault> fault,
      check(Table::line, {}, nullptr, [&](std::string_view field) -> const Value* {
        return field == "unit"       ? &unit
               : field == "service"  ? &service
               : field == "resource" ? &resource
               : field == "policy"   ? &policy
               : field == "version"  ? &version
               : field == "period"   ? &period
                                     : nullptr;
      }));
  if (!fault) {
    passed_.insert(place);
  }
  return fault;
}

}  // namespace saimnieks::oplog
