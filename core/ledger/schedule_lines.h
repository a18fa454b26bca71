// What a schedule says its lines are, and what they say today: for bringing them up to it
// (generate.h) and for looking at both side by side.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

// The key of the label of the command that makes and takes out lines of schedules.
inline constexpr std::string_view kGenerateCommand = "command.generate";

// What a line says, without what holds its default, and without the version of the catalogue that
// the program had which wrote it: a newer one is no reason to write all lines anew.
using LineFields = std::map<std::string, model::Value, std::less<>>;
[[nodiscard]] LineFields said_by(const Ledger& ledger, const model::Line& line);

// The lines that a schedule comes to up to and with the month `through`, by packed period.
// amount_out_of_range beyond what a line carries.
using DueLines = std::map<std::int64_t, model::Line>;
[[nodiscard]] base::Result<DueLines> due_lines(const model::Schedule& schedule,
                                               base::Period through);

// A line that names a schedule, and has not been taken out as it was made.
struct StandingLine {
  base::Uuid row{};
  LineFields fields{};
  bool voided = false;
  std::int64_t slot = 0;  // the packed period that it was generated for
  bool touched = false;   // by a person: edited or voided
};
[[nodiscard]] base::Result<std::vector<StandingLine>> standing_lines(
    const Ledger& ledger, const model::Schedule& schedule, const DueLines& due);

enum class ScheduledState : std::uint8_t {
  as_scheduled,
  edited,    // a person has changed what the line says
  voided,    // a person has taken it out
  outdated,  // the schedule says another line today; generating would replace this one
  missing,   // generating would make it
  to_come,   // generating would not make it yet
  extra,     // the schedule has no such month, or has a line for it already
};
// "as-scheduled", "edited", …
[[nodiscard]] std::string_view state_name(ScheduledState state);

struct ScheduledMonth {
  base::Period period{};       // that the line is, or was, scheduled for
  std::optional<Money> due{};  // none: extra
  std::optional<base::Uuid> row{};
  std::optional<Money> booked{};  // what its line says; none: there is none, or it is voided
  std::optional<Period> booked_in{};
  ScheduledState state{};
};

// The schedule's months up to `through` (a month), or to its latest line, in their order, with what
// is booked for each; every line of the schedule that counts is in one of them. Generating makes
// lines up to `made_through`. Nothing is written.
[[nodiscard]] base::Result<std::vector<ScheduledMonth>> scheduled_months(
    const Ledger& ledger, const model::Schedule& schedule, base::Period through,
    base::Period made_through);

}  // namespace saimnieks::ledger
