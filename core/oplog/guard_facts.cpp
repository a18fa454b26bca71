// Figures beside lines, evidence, reasons and successors.
#include <algorithm>

#include "core/oplog/guard.h"

namespace saimnieks::oplog {

using base::ErrorCode;
using base::Result;
using base::Uuid;
using model::Table;

// Evidence may be added to what is closed, which leaves its trace; what lies there stays.
Guard::Found Guard::check_attachment(const Change& change) {
  if (change.before == nullptr) {
    return std::optional<Fault>();
  }
  const auto side = [&change](std::string_view field) { return change.before->field(field); };
  TRY(const bool of_version, locked(uuid_of(side, "version")));
  if (of_version) {
    return Fault{ErrorCode::version_locked, "version", {}};
  }
  if (const Uuid row = uuid_of(side, "line"); !row.is_nil()) {
    TRY(const std::optional<RowState> line, world_.find(Table::line, row));
    return line ? fixed([&line](std::string_view field) { return line->field(field); })
                : Found(std::nullopt);
  }
  if (const Uuid row = uuid_of(side, "closing"); !row.is_nil()) {
    TRY(const std::optional<RowState> closing, world_.find(Table::closing, row));
    return closing ? fixed([&closing](std::string_view field) { return closing->field(field); })
                   : Found(std::nullopt);
  }
  return std::optional<Fault>();
}

// A reason stays, and stands for something that was done with it.
Guard::Found Guard::check_exception(const Change& change) {
  if (number_of(change.after, "voided") != 0) {
    return Fault{ErrorCode::row_stays, "voided", {}};
  }
  const bool alone = written_.count(text_of(change.after, "subject")) == 0;
  return change.before == nullptr && alone ? Found(Fault{ErrorCode::exception_alone, "subject", {}})
                                           : Found(std::nullopt);
}

// What a month that is still to come will show, nobody has checked.
Guard::Found Guard::check_deviation(const Change& change) {
  const std::int64_t checked = number_of(change.after, "checked");
  return differs(change.before, change.after, "checked") && checked != 0 &&
                 first_day(checked) > writer_.day
             ? Found(Fault{ErrorCode::period_not_begun, "checked", std::to_string(checked)})
             : Found(std::nullopt);
}

Result<std::vector<Uuid>> Guard::successors_of(const Uuid& unit) {
  std::vector<Uuid> out;
  TRY(const std::optional<RowState> state, world_.find(Table::unit, unit));
  if (state) {
    const Uuid one =
        uuid_of([&state](std::string_view field) { return state->field(field); }, "successor");
    if (!one.is_nil()) {
      out.push_back(one);
    }
  }
  std::vector<Uuid> more;
  TRY_DO(world_.each(
      Table::succession, "unit", Value(unit.text()), [&more](const Uuid&, const RowState& row) {
        more.push_back(
            uuid_of([&row](std::string_view field) { return row.field(field); }, "successor"));
      }));
  std::sort(more.begin(), more.end());
  for (const Uuid& one : more) {
    if (std::find(out.begin(), out.end(), one) == out.end()) {
      out.push_back(one);
    }
  }
  return out;
}

// Whoever follows successors arrives.
Guard::Found Guard::leads_back(const Uuid& unit, const Uuid& successor) {
  std::vector<Uuid> met{successor};
  for (std::size_t at = 0; at < met.size(); ++at) {
    if (met[at] == unit) {
      return Fault{ErrorCode::self_loop, "successor", {}};
    }
    TRY(const std::vector<Uuid> next, successors_of(met[at]));
    for (const Uuid& one : next) {
      if (std::find(met.begin(), met.end(), one) == met.end()) {
        met.push_back(one);
      }
    }
  }
  return std::optional<Fault>();
}

Guard::Found Guard::check_successor(const Change& change) {
  const Uuid successor = uuid_of(change.after, "successor");
  const bool same = change.before != nullptr && !differs(change.before, change.after, "successor");
  return same || successor.is_nil() ? Found(std::nullopt) : leads_back(change.row, successor);
}

Guard::Found Guard::check_succession(const Change& change) {
  return leads_back(uuid_of(change.after, "unit"), uuid_of(change.after, "successor"));
}

}  // namespace saimnieks::oplog
