#include "core/ledger/generate.h"

#include <algorithm>
#include <map>

#include "core/model/instalments.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::FieldInfo;
using model::Line;
using model::Schedule;
using model::Table;
using model::Value;

// What a line says, without what holds its default, and without the version of the catalogue that
// the program had which wrote it: a newer one is no reason to write all lines anew.
using Fields = std::map<std::string, Value, std::less<>>;

constexpr std::string_view kCommand = "command.generate";

std::span<const FieldInfo> line_fields() { return model::table_info(Table::line).fields; }

void put(Fields& fields, const FieldInfo& field, const Value& value) {
  if (!model::is_null(value) && value != model::default_of(field) && field.name != "catalogue") {
    fields.emplace(field.name, value);
  }
}

Fields said_by(const oplog::RowState& state) {
  Fields out;
  for (const FieldInfo& field : line_fields()) {
    if (const Value* value = state.field(field.name); value != nullptr && field.name != "voided") {
      put(out, field, *value);
    }
  }
  return out;
}

// As the op that made the line said it.
Fields said_at_first(const HistoryEntry& first) {
  Fields out;
  for (const HistoryEntry::Field& one : first.fields) {
    if (const FieldInfo* field = model::find_field(model::table_info(Table::line), one.name)) {
      put(out, *field, one.after);
    }
  }
  return out;
}

Fields said_by(const Ledger& ledger, const Line& line) {
  Fields out;
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

std::int64_t period_of(const Fields& fields) {
  const auto found = fields.find("period");
  const std::int64_t* period = found == fields.end() ? nullptr : model::as_int(found->second);
  return period == nullptr ? 0 : *period;
}

// The same on every device that generates the same line.
Uuid line_uuid(const Uuid& schedule, const Fields& fields, int again) {
  std::string text = std::to_string(again);
  for (const auto& [name, value] : fields) {
    const std::int64_t* number = model::as_int(value);
    text +=
        "\n" + name + "=" + (number != nullptr ? std::to_string(*number) : *model::as_text(value));
  }
  return base::name_uuid(schedule, "line", {text});
}

class Generator {
 public:
  Generator(Ledger& ledger, const GenerateOptions& options) : ledger_(ledger), options_(options) {}

  base::Result<Generated> run() {
    std::vector<Schedule> schedules;
    TRY_DO(ledger_.each_fact<Schedule>([&](const Schedule& schedule) {
      if (!schedule.voided) {
        schedules.push_back(schedule);
      }
    }));
    TRY(bulk_, ledger_.begin_bulk({std::string(kCommand), {}}));
    for (const Schedule& schedule : schedules) {
      TRY_DO(bring_up(schedule));
      ++out_.schedules;
    }
    TRY(out_.committed, bulk_->commit());
    return out_;
  }

 private:
  struct Standing {
    Uuid row;
    Fields fields;
    bool voided = false;
    std::int64_t slot = 0;  // the period that it was generated for
    bool touched = false;   // by a person
  };
  using Due = std::map<std::int64_t, Line>;  // by period

  base::Result<void> bring_up(const Schedule& schedule);
  base::Result<std::vector<Standing>> standing(const Schedule& schedule, const Due& due);
  base::Result<Due> due_lines(const Schedule& schedule, base::Period through) const;
  base::Result<void> add(const Schedule& schedule, const Line& line);
  base::Result<void> take_out(const Standing& line);
  base::Result<bool> is_closed(const Standing& line);

  Ledger& ledger_;
  const GenerateOptions& options_;
  std::unique_ptr<BulkWrite> bulk_;
  Generated out_;
};

base::Result<Generator::Due> Generator::due_lines(const Schedule& schedule,
                                                  base::Period through) const {
  TRY(const std::vector<model::Instalment> parts, model::instalments(schedule, through));
  Due due;
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

base::Result<std::vector<Generator::Standing>> Generator::standing(const Schedule& schedule,
                                                                   const Due& due) {
  std::vector<Standing> lines;
  TRY_DO(ledger_.each_row(
      Table::line, FieldValue{"schedule", schedule.uuid.text()}, [&](const Ledger::RowView& row) {
        lines.push_back({row.row, said_by(row.state), row.state.voided(), 0, false});
      }));
  std::vector<Standing> out;
  for (Standing& line : lines) {
    line.slot = period_of(line.fields);
    line.touched = line.voided;
    const auto wanted = due.find(line.slot);
    const bool fits = wanted != due.end() && line.fields == said_by(ledger_, wanted->second);
    if (!fits || line.voided) {
      TRY(const std::vector<HistoryEntry> history, ledger_.history(Table::line, line.row));
      if (history.empty()) {
        continue;
      }
      if (line.voided) {
        TRY(const std::string by, ledger_.command_of(history.back().id));
        if (by == kCommand) {
          continue;  // undone as it was made: as if it had never been
        }
      }
      const Fields first = said_at_first(history.front());
      line.slot = period_of(first);
      line.touched = line.touched || first != line.fields;
    }
    out.push_back(std::move(line));
  }
  return out;
}

base::Result<void> Generator::bring_up(const Schedule& schedule) {
  const bool plans = schedule.version != model::kNoVersion;
  const base::Period through = plans ? options_.plans_through : options_.actuals_through;
  TRY(Due due, due_lines(schedule, through));
  TRY(std::vector<Standing> lines, standing(schedule, due));
  const auto latest =
      std::max_element(lines.begin(), lines.end(),
                       [](const Standing& a, const Standing& b) { return a.slot < b.slot; });
  if (latest != lines.end() && latest->slot > through.packed()) {
    // An earlier run went further than this one; its lines are kept up to date, too.
    TRY(const base::Period further, base::Period::from_packed(latest->slot));
    TRY(due, due_lines(schedule, further));
    TRY(lines, standing(schedule, due));
  }
  std::map<std::int64_t, bool> taken;
  for (const Standing& line : lines) {
    const auto wanted = due.find(line.slot);
    const bool fits = wanted != due.end() && line.fields == said_by(ledger_, wanted->second);
    if (line.touched || (fits && !taken[line.slot])) {
      taken[line.slot] = true;
      out_.kept += line.touched ? 1 : 0;
    }
  }
  for (const Standing& line : lines) {
    const auto wanted = due.find(line.slot);
    const bool fits = wanted != due.end() && line.fields == said_by(ledger_, wanted->second);
    if (line.touched || (fits && taken[line.slot])) {
      continue;
    }
    TRY(const bool closed, is_closed(line));
    if (closed) {
      taken[line.slot] = true;
      ++out_.closed;
      continue;
    }
    TRY_DO(take_out(line));
  }
  for (const auto& one : due) {
    const bool ahead = one.first > through.packed() &&
                       std::none_of(lines.begin(), lines.end(), [&one](const Standing& line) {
                         return line.slot == one.first;
                       });
    if (!taken[one.first] && !ahead) {
      TRY_DO(add(schedule, one.second));
    }
  }
  return {};
}

base::Result<bool> Generator::is_closed(const Standing& line) {
  TRY(const std::optional<LineId> rid, ledger_.find_line(line.row));
  if (!rid) {
    return true;
  }
  TRY(const Line now, ledger_.line(*rid));
  return bulk_->is_shut(now.row.unit, now.row.version, now.row.period);
}

base::Result<void> Generator::add(const Schedule& schedule, const Line& line) {
  TRY(const bool closed, bulk_->is_shut(line.row.unit, line.row.version, line.row.period));
  if (closed) {
    ++out_.closed;
    return {};
  }
  Line fresh = line;
  const Fields fields = said_by(ledger_, line);
  for (int again = 0;; ++again) {
    fresh.uuid = line_uuid(schedule.uuid, fields, again);
    TRY(const bool known, bulk_->knows_line(fresh.uuid));
    if (!known) {
      break;
    }
  }
  ++out_.added;
  return bulk_->add(fresh);
}

// A line that its schedule takes out is no longer the schedule's: one that is still, and voided,
// was voided by a person, and its month stays empty.
base::Result<void> Generator::take_out(const Standing& line) {
  TRY_DO(bulk_->run(Change{Table::line, line.row, {{"schedule", Value()}}}));
  TRY_DO(bulk_->run(Void{Table::line, line.row}));
  ++out_.voided;
  return {};
}

}  // namespace

base::Result<Generated> generate_lines(Ledger& ledger, const GenerateOptions& options) {
  return Generator(ledger, options).run();
}

}  // namespace saimnieks::ledger
