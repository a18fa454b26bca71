// Counting, and refusing a close that comes too early.
#include "core/ledger/closing_checks.h"

#include <algorithm>

#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;

// Where an appointment's unit, service or resource lies.
UnitId place_of(const Rows& rows, const RowState& appointment) {
  const auto field = [&appointment](std::string_view name) { return appointment.field(name); };
  const auto number = [&](Table table, std::string_view name) {
    const base::Uuid row = oplog::uuid_of(field, name);
    return row.is_nil() ? model::kNone : rows.find(table, row);
  };
  if (const std::uint32_t unit = number(Table::unit, "unit"); unit != model::kNone) {
    return UnitId{unit};
  }
  if (const std::uint32_t service = number(Table::service, "service"); service != model::kNone) {
    return rows.services()[ServiceId{service}].unit;
  }
  const std::uint32_t resource = number(Table::resource, "resource");
  return resource == model::kNone ? model::kNoUnit
                                  : rows.resources()[model::ResourceId{resource}].unit;
}

struct Undone {
  std::int64_t duties = 0;
  std::string first{};  // role, duty, and what the row is of
};

// The code of what an appointment is for.
std::string object_of(const Rows& rows, const RowState& appointment) {
  const auto field = [&appointment](std::string_view name) { return appointment.field(name); };
  for (const Table table : {Table::service, Table::resource, Table::unit}) {
    const model::TableInfo& info = model::table_info(table);
    const base::Uuid row = oplog::uuid_of(field, info.name);
    const std::uint32_t number = row.is_nil() ? model::kNone : rows.find(table, row);
    if (number != model::kNone) {
      const model::Cell code =
          model::find_field(info, "code")->read(rows.dimension(table)->row(number));
      return std::string(info.name) + " " + std::string(code.text);
    }
  }
  return {};
}

// Of one holder of the row: what he has not said of the period, nor of its year.
Result<Undone> unsaid(LedgerWorld& world, const base::Uuid& ledger, std::string_view role,
                      const RowState& appointment, Period period) {
  const auto text = [&appointment](std::string_view name) {
    return std::string(
        oplog::text_of([&](std::string_view field) { return appointment.field(field); }, name));
  };
  const std::string service = text("service");
  const std::string resource = text("resource");
  const std::string unit = text("unit");
  Undone out;
  for (const std::string_view duty : model::kChoices<model::DutyKind>) {
    bool said = false;
    for (const Period of : {period, period.its_year()}) {
      for (const std::string& in : {unit, std::string()}) {
        const base::Uuid row =
            model::natural_uuid(ledger, Table::duty,
                                {std::string(role), std::string(duty), in, service, resource,
                                 std::to_string(of.packed())});
        TRY(const std::optional<RowState> state, world.find(Table::duty, row));
        said = said || (state && !state->voided());
      }
    }
    if (!said && out.duties++ == 0) {
      out.first = std::string(role) + " " + std::string(duty);
    }
  }
  return out;
}

Result<Undone> undone_duties(LedgerWorld& world, const Rows& rows, const base::Uuid& ledger,
                             UnitId unit, Period period) {
  const std::int64_t last_day = model::packed(base::Date::last_of(period));
  std::vector<std::pair<std::string_view, RowState>> held;
  for (const std::string_view role : model::kChoices<model::RoleRow>) {
    if (role == model::name(model::RoleRow::r9) || role == model::name(model::RoleRow::r12)) {
      continue;  // who receives and uses only shares the duty
    }
    for (const std::string_view field : {"role", "also_role"}) {
      TRY_DO(world.each(
          Table::appointment, field, model::Value(std::string(role)),
          [&](const base::Uuid&, const RowState& state) {
            const auto side = [&state](std::string_view name) { return state.field(name); };
            const std::int64_t to = oplog::number_of(side, "valid_to");
            if (oplog::number_of(side, "valid_from") <= last_day && (to == 0 || last_day <= to) &&
                model::lies_in(rows.units(), place_of(rows, state), unit)) {
              held.emplace_back(role, state);
            }
          }));
    }
  }
  Undone out;
  for (const auto& [role, appointment] : held) {
    TRY(const Undone more, unsaid(world, ledger, role, appointment, period));
    if (out.duties == 0 && more.duties > 0) {
      out.first = more.first + " " + object_of(rows, appointment);
    }
    out.duties += more.duties;
  }
  return out;
}

Result<ClosingChecks> count(LedgerWorld& world, Rows& rows, Log& log, const base::Uuid& ledger,
                            UnitId unit, std::int64_t period) {
  ClosingChecks out;
  TRY(const Period of, Period::from_packed(period));
  TRY(const Undone undone, undone_duties(world, rows, ledger, unit, of));
  out.duties = undone.duties;
  out.first_duty = undone.first;
  TRY(const auto tray, log.tray());
  for (const auto& [id, verdict] : tray) {
    ++(verdict.kind == VerdictKind::conflict ? out.conflicts : out.refused);
  }
  const std::int64_t year = period / 100;
  TRY_DO(rows.scan_all([&](const model::LineRow& line) {
    if (line.voided || line.period / 100 != year) {
      return;
    }
    const UnitId home = rows.home_of(line);
    const bool here = model::lies_in(rows.units(), home, unit);
    if (line.kind == LineKind::plan) {
      out.planned += here ? 1 : 0;
    } else if (period % 100 == 0 || line.period == period) {
      out.actual += here ? 1 : 0;
      const bool told = line.unit != model::kNoUnit && line.code != model::kNoCode;
      out.unclassified += home == model::kNoUnit || (here && !told) ? 1 : 0;
    }
  }));
  return out;
}

}  // namespace

Result<ClosingChecks> closing_checks(const Ledger& ledger, UnitId unit, Period period) {
  if (!ledger.units().contains(unit)) {
    return base::fail_field(ErrorCode::unit_unknown, "unit");
  }
  Ledger::Impl& open = *ledger.impl_;
  LedgerWorld world(open.db, open.rows, open.log);
  return count(world, open.rows, open.log, ledger.id(), unit, period.packed());
}

Result<void> Ledger::Impl::check_closings(std::span<const Op> ops) {
  LedgerWorld world(db, rows, log);
  const std::string exception(model::table_info(Table::exception).name);
  const bool excused =
      std::any_of(ops.begin(), ops.end(), [&](const Op& op) { return op.table == exception; });
  for (const Op& op : ops) {
    if (op.table != model::table_info(Table::closing).name) {
      continue;
    }
    TRY(const std::optional<RowState> before, rows.load(Table::closing, op.rows.front()));
    RowState after = before.value_or(RowState());
    oplog::apply_on_top(op, 0, after);
    const auto field = [&after](std::string_view name) { return after.field(name); };
    if (oplog::text_of(field, "state") != model::name(model::ClosingState::closed)) {
      continue;
    }
    const UnitId unit{rows.find(Table::unit, oplog::uuid_of(field, "unit"))};
    TRY(const ClosingChecks checks,
        count(world, rows, log, id, unit, oplog::number_of(field, "period")));
    if (checks.refused + checks.conflicts > 0) {
      return base::fail(ErrorCode::tray_not_empty);
    }
    TRY(const bool held, world.any(Table::appointment));
    if (!held || excused) {
      continue;
    }
    if (checks.planned == 0 || checks.actual == 0) {
      return base::fail_field(ErrorCode::costs_undone, checks.planned == 0 ? "planned" : "actual");
    }
    if (checks.duties > 0) {
      return base::fail_field(ErrorCode::duties_undone, "duties", checks.first_duty);
    }
  }
  return {};
}

}  // namespace saimnieks::ledger
