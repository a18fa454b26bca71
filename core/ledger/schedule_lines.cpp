#include "core/ledger/schedule_lines.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/model/instalments.h"

namespace saimnieks::ledger {
namespace {

using model::FieldInfo;
using model::Line;
using model::Schedule;
using model::Table;
using model::Value;

constexpr std::array<std::string_view, 7> kStates{"as-scheduled", "edited",  "voided", "outdated",
                                                  "missing",      "to-come", "extra"};

std::span<const FieldInfo> line_fields() { return model::table_info(Table::line).fields; }

void put(LineFields& fields, const FieldInfo& field, const Value& value) {
  if (!model::is_null(value) && value != model::default_of(field) && field.name != "catalogue") {
    fields.emplace(field.name, value);
  }
}

LineFields said_by(const oplog::RowState& state) {
  LineFields out;
  for (const FieldInfo& field : line_fields()) {
    if (const Value* value = state.field(field.name); value != nullptr && field.name != "voided") {
      put(out, field, *value);
    }
  }
  return out;
}

// As the op that made the line said it.
LineFields said_at_first(const HistoryEntry& first) {
  LineFields out;
  for (const HistoryEntry::Field& one : first.fields) {
    if (const FieldInfo* field = model::find_field(model::table_info(Table::line), one.name)) {
      put(out, *field, one.after);
    }
  }
  return out;
}

std::int64_t period_of(const LineFields& fields) {
  const auto found = fields.find("period");
  const std::int64_t* period = found == fields.end() ? nullptr : model::as_int(found->second);
  return period == nullptr ? 0 : *period;
}

}  // namespace

LineFields said_by(const Ledger& ledger, const Line& line) {
  LineFields out;
  for (const FieldInfo& field : line_fields()) {
    const model::Cell cell = field.cell(&line);
    const auto number = static_cast<std::uint32_t>(cell.integer);
    switch (cell.kind) {
      case model::Cell::Kind::null:
        break;
      case model::Cell::Kind::text:
        put(out, field, std::string(cell.text));
        break;
      case model::Cell::Kind::uuid:
        put(out, field, cell.uuid.text());
        break;
      case model::Cell::Kind::integer:
        put(out, field,
            field.type == model::FieldType::reference
                ? Value(ledger.dimension(field.target)->common(number).uuid.text())
            : field.type == model::FieldType::choice ? Value(std::string(field.choices[number]))
                                                     : Value(cell.integer));
        break;
    }
  }
  return out;
}

base::Result<DueLines> due_lines(const Schedule& schedule, base::Period through) {
  TRY(const std::vector<model::Instalment> parts, model::instalments(schedule, through));
  DueLines due;
  for (const model::Instalment& part : parts) {
    Line line;
    line.row.kind =
        schedule.version == model::kNoVersion ? model::LineKind::actual : model::LineKind::plan;
    line.row.cents = part.amount.cents();
    line.row.period = part.period.packed();
    line.row.unit = schedule.unit;
    line.row.service = schedule.object.service;
    line.row.resource = schedule.object.resource;
    line.row.policy = schedule.object.policy;
    line.row.code = schedule.code;
    line.row.function = schedule.function;
    line.row.source = schedule.source;
    line.row.version = schedule.version;
    line.row.basis = schedule.basis;
    line.row.phase = schedule.phase;
    line.row.regular = model::Regularity::regular;
    line.task = schedule.task;
    line.channel = schedule.channel;
    line.schedule.uuid = schedule.uuid;
    due.emplace(line.row.period, std::move(line));
  }
  return due;
}

base::Result<std::vector<StandingLine>> standing_lines(const Ledger& ledger,
                                                       const Schedule& schedule,
                                                       const DueLines& due) {
  std::vector<StandingLine> lines;
  TRY_DO(ledger.each_row(
      Table::line, FieldValue{"schedule", schedule.uuid.text()}, [&](const Ledger::RowView& row) {
        lines.push_back({row.row, said_by(row.state), row.state.voided(), 0, false});
      }));
  std::vector<StandingLine> out;
  for (StandingLine& line : lines) {
    line.slot = period_of(line.fields);
    line.touched = line.voided;
    const auto wanted = due.find(line.slot);
    const bool fits = wanted != due.end() && line.fields == said_by(ledger, wanted->second);
    if (!fits || line.voided) {
      TRY(const std::vector<HistoryEntry> history, ledger.history(Table::line, line.row));
      if (history.empty()) {
        continue;
      }
      if (line.voided) {
        TRY(const std::string by, ledger.command_of(history.back().id));
        if (by == kGenerateCommand) {
          continue;  // undone as it was made: as if it had never been
        }
      }
      const LineFields first = said_at_first(history.front());
      line.slot = period_of(first);
      line.touched = line.touched || first != line.fields;
    }
    out.push_back(std::move(line));
  }
  return out;
}

std::string_view state_name(ScheduledState state) {
  return kStates[static_cast<std::size_t>(state)];
}

namespace {

// The better it is, the sooner a line stands for its month.
ScheduledState state_of(const Ledger& ledger, const StandingLine& line, const DueLines& due) {
  const auto wanted = due.find(line.slot);
  return line.voided                                      ? ScheduledState::voided
         : wanted == due.end()                            ? ScheduledState::extra
         : line.fields == said_by(ledger, wanted->second) ? ScheduledState::as_scheduled
         : line.touched                                   ? ScheduledState::edited
                                                          : ScheduledState::outdated;
}

base::Result<ScheduledMonth> month_of(std::int64_t period, const StandingLine& line,
                                      ScheduledState state) {
  ScheduledMonth out;
  TRY(out.period, Period::from_packed(period));
  out.row = line.row;
  out.state = state;
  if (!line.voided) {
    const auto amount = line.fields.find("amount_cents");
    const std::int64_t* cents =
        amount == line.fields.end() ? nullptr : model::as_int(amount->second);
    out.booked = Money::from_cents(cents == nullptr ? 0 : *cents);
    TRY(out.booked_in, Period::from_packed(period_of(line.fields)));
  }
  return out;
}

}  // namespace

base::Result<std::vector<ScheduledMonth>> scheduled_months(const Ledger& ledger,
                                                           const Schedule& schedule, Period through,
                                                           Period made_through) {
  TRY(DueLines due, due_lines(schedule, through));
  TRY(std::vector<StandingLine> lines, standing_lines(ledger, schedule, due));
  std::int64_t latest = through.packed();
  for (const StandingLine& line : lines) {
    latest = std::max(latest, line.slot);
  }
  if (latest > through.packed()) {
    TRY(const Period further, Period::from_packed(latest));
    TRY(due, due_lines(schedule, further));
    TRY(lines, standing_lines(ledger, schedule, due));
  }
  // By month, the line that stands for it first.
  std::map<std::int64_t, std::vector<std::pair<ScheduledState, const StandingLine*>>> months;
  for (const auto& [period, line] : due) {
    months[period];
  }
  for (const StandingLine& line : lines) {
    months[line.slot].emplace_back(state_of(ledger, line, due), &line);
  }
  std::vector<ScheduledMonth> out;
  for (auto& [period, its] : months) {
    std::stable_sort(its.begin(), its.end(), [](const auto& a, const auto& b) {
      const auto rank = [](ScheduledState state) {
        return state == ScheduledState::voided ? ScheduledState::missing : state;
      };
      return rank(a.first) < rank(b.first);
    });
    const auto wanted = due.find(period);
    bool stands = wanted == due.end();
    for (const auto& [state, line] : its) {
      if (stands && line->voided) {
        continue;  // counts nowhere
      }
      TRY(ScheduledMonth month, month_of(period, *line, stands ? ScheduledState::extra : state));
      if (!stands) {
        month.due = wanted->second.amount();
      }
      stands = true;
      out.push_back(month);
    }
    if (!stands) {
      ScheduledMonth month;
      TRY(month.period, Period::from_packed(period));
      month.due = wanted->second.amount();
      month.state =
          month.period <= made_through ? ScheduledState::missing : ScheduledState::to_come;
      out.push_back(month);
    }
  }
  return out;
}

}  // namespace saimnieks::ledger
