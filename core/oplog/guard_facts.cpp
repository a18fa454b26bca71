// Figures beside lines, evidence, reasons and successors.
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

// Whoever follows successors arrives.
Guard::Found Guard::check_successor(const Change& change) {
  constexpr int kMost = 64;
  if (change.before != nullptr && !differs(change.before, change.after, "successor")) {
    return std::optional<Fault>();
  }
  Uuid at = uuid_of(change.after, "successor");
  for (int step = 0; !at.is_nil(); ++step) {
    if (at == change.row || step == kMost) {
      return Fault{ErrorCode::self_loop, "successor", {}};
    }
    TRY(const std::optional<RowState> state, world_.find(Table::unit, at));
    at = state ? uuid_of([&state](std::string_view field) { return state->field(field); },
                         "successor")
               : Uuid();
  }
  return std::optional<Fault>();
}

}  // namespace saimnieks::oplog
