// Data quality: how far a period's actual lines can be trusted, each measure a figure with the
// lines that lower it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/job.h"
#include "core/base/money.h"
#include "core/cube/cube.h"
#include "core/ledger/ledger.h"

namespace saimnieks::control {

enum class QualityMeasure : std::uint8_t {
  completeness,
  timeliness,
  consistency,
  traceability,
  reconciliation
};
inline constexpr std::size_t kQualityMeasures = 5;
inline constexpr std::size_t kQualityFlaws = 9;
// "completeness", "timeliness", "consistency", "traceability", "reconciliation".
[[nodiscard]] std::string_view measure_name(QualityMeasure measure);

// What is wrong with a line.
enum class QualityFlaw : std::uint8_t {
  no_unit,           // completeness
  no_code,           // completeness
  late,              // timeliness: entered more days after its period's end than are allowed
  date_outside,      // consistency: its date lies in another period
  product_differs,   // consistency: quantity × unit price, rounded once, is another amount
  twice,             // consistency: an earlier line has the same document, unit, object, code, date
                     // and amount
  no_document,       // traceability: neither a document's reference nor a file
  no_amount,         // completeness: a quantity, but neither an amount nor a price
  turnover_differs,  // reconciliation: it lies at a code where the accounts say another sum
};
[[nodiscard]] std::string_view flaw_name(QualityFlaw flaw);  // "no-unit", …
[[nodiscard]] QualityMeasure measure_of(QualityFlaw flaw);

struct FlawedLine {
  base::Uuid line{};
  base::Money amount{};
  QualityFlaw flaw{};
};

struct QualityFigure {
  std::int64_t lines = 0;  // without a flaw of this measure
  base::Money amount;      // theirs, each counted by its size
  // What that is held against: all lines; of reconciliation, those whose accounts are known, and
  // turnovers that no line is at.
  base::Money of;
  // amount / of, in hundredths of a percent, rounded down so that 100 % means all; absent when that
  // is nothing.
  std::optional<std::int64_t> percent_hundredths{};
};

struct Quality {
  std::int64_t lines = 0;  // all of the cut
  base::Money amount;      // of all, each counted by its size: a credit note is no less uncertain
  std::array<QualityFigure, kQualityMeasures> figures{};  // by QualityMeasure
  std::array<std::int64_t, kQualityFlaws> flawed{};       // by QualityFlaw, how many lines have it
  // In order of entry; then those that do not agree with the accounts, by account.
  std::vector<FlawedLine> flaws;
  // Institutions of the cut that have no actual line in the period.
  std::vector<model::UnitId> missing;
};

struct QualityQuestion {
  base::Period period;                   // a month, or a year with its months
  model::UnitId below = model::kNoUnit;  // this unit and what lies in it; none: everything
  int days = 30;  // after a period's last day, by which its lines are entered in time (UTC)
  bool lists_flaws = true;  // else the figures alone
  // Lines of every basis and nature; else costs on the basis of cost, as totals count them.
  bool every = false;
};

// "Data quality" of the domain's jobs. Amounts in cents, each by its size; shares in hundredths of
// a percent, rounded down once. Actual lines that are not voided. They are held against the
// turnovers of their month and, when the question is of a year, else against those of the year. The
// source names no day by which a line is to be entered: it is the question's. When a line was
// entered is read from its id; lines that schedules made are in time. Faults are of storage.
[[nodiscard]] base::Result<Quality> quality(const ledger::Ledger& ledger,
                                            const QualityQuestion& question);
// The same in steps: begins anew when the ledger changes meanwhile. The ledger must outlive it.
class QualityJob final : public base::Job {
 public:
  QualityJob(const ledger::Ledger& ledger, const QualityQuestion& question);
  ~QualityJob() override;

  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override;
  [[nodiscard]] base::Progress progress() const override;
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }
  [[nodiscard]] const Quality& result() const { return result_; }  // once it is done
  // How much of the lines' costs is charges between units of the cut, which it counts twice
  // (core/costing/charges.h); once it is done.
  [[nodiscard]] base::Money between_units() const { return between_units_; }

 private:
  class Reading;
  [[nodiscard]] base::Result<bool> read_some();  // true: all is read

  const ledger::Ledger& ledger_;
  QualityQuestion question_;
  std::unique_ptr<Reading> reading_;
  State state_ = State::running;
  std::optional<base::Error> error_;
  Quality result_;
  base::Money between_units_;
};

// Of several cuts, one for each question, while the lines are read once.
[[nodiscard]] base::Result<std::vector<Quality>> quality(
    const ledger::Ledger& ledger, std::span<const QualityQuestion> questions);

// Of totals, each of which is the lines that it counts, living ones in order of rid
// (Cube::lines_behind), plans too; none is voided. The same measures, but that of reconciliation
// holds the lines against accounts with whatever else lies at these, so that a cut of them agrees
// where all of them do; of plans there is none. Flaws are counted, and not listed; institutions
// without lines are not looked for.
[[nodiscard]] base::Result<std::vector<Quality>> quality_of(
    const ledger::Ledger& ledger, const cube::Cube& cube,
    std::span<const std::vector<model::LineId>> totals);

}  // namespace saimnieks::control
