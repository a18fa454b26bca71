#include "core/ledger/generate.h"

#include <algorithm>
#include <map>

#include "core/ledger/schedule_lines.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Line;
using model::Schedule;
using model::Table;
using model::Value;

// The same on every device that generates the same line.
Uuid line_uuid(const Uuid& schedule, const LineFields& fields, int again) {
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
    TRY(bulk_, ledger_.begin_bulk({std::string(kGenerateCommand), {}}));
    for (const Schedule& schedule : schedules) {
      TRY_DO(bring_up(schedule));
      ++out_.schedules;
    }
    TRY(out_.committed, bulk_->commit());
    return out_;
  }

 private:
  base::Result<void> bring_up(const Schedule& schedule);
  base::Result<void> add(const Schedule& schedule, const Line& line);
  base::Result<void> take_out(const StandingLine& line);
  base::Result<bool> is_closed(const StandingLine& line);

  Ledger& ledger_;
  const GenerateOptions& options_;
  std::unique_ptr<BulkWrite> bulk_;
  Generated out_;
};

base::Result<void> Generator::bring_up(const Schedule& schedule) {
  const bool plans = schedule.version != model::kNoVersion;
  const base::Period through = plans ? options_.plans_through : options_.actuals_through;
  TRY(DueLines due, due_lines(schedule, through));
  TRY(std::vector<StandingLine> lines, standing_lines(ledger_, schedule, due));
  const auto latest = std::max_element(
      lines.begin(), lines.end(),
      [](const StandingLine& a, const StandingLine& b) { return a.slot < b.slot; });
  if (latest != lines.end() && latest->slot > through.packed()) {
    // An earlier run went further than this one; its lines are kept up to date, too.
    TRY(const base::Period further, base::Period::from_packed(latest->slot));
    TRY(due, due_lines(schedule, further));
    TRY(lines, standing_lines(ledger_, schedule, due));
  }
  std::map<std::int64_t, bool> taken;
  for (const StandingLine& line : lines) {
    const auto wanted = due.find(line.slot);
    const bool fits = wanted != due.end() && line.fields == said_by(ledger_, wanted->second);
    if (line.touched || (fits && !taken[line.slot])) {
      taken[line.slot] = true;
      out_.kept += line.touched ? 1 : 0;
    }
  }
  for (const StandingLine& line : lines) {
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
                       std::none_of(lines.begin(), lines.end(), [&one](const StandingLine& line) {
                         return line.slot == one.first;
                       });
    if (!taken[one.first] && !ahead) {
      TRY_DO(add(schedule, one.second));
    }
  }
  return {};
}

base::Result<bool> Generator::is_closed(const StandingLine& line) {
  TRY(const std::optional<LineId> rid, ledger_.find_line(line.row));
  if (!rid) {
    return true;
  }
  TRY(const Line now, ledger_.line(*rid));
  return bulk_->is_shut(now.row);
}

base::Result<void> Generator::add(const Schedule& schedule, const Line& line) {
  TRY(const bool closed, bulk_->is_shut(line.row));
  if (closed) {
    ++out_.closed;
    return {};
  }
  Line fresh = line;
  const LineFields fields = said_by(ledger_, line);
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
base::Result<void> Generator::take_out(const StandingLine& line) {
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
