#include "core/control/quality.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "core/base/wide.h"
#include "core/control/line_accounts.h"
#include "core/costing/charges.h"
#include "core/ledger/sight.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Date;
using base::Money;
using base::Result;
using ledger::Ledger;
using model::Line;
using model::UnitId;

constexpr std::array<std::string_view, kQualityMeasures> kMeasures{
    "completeness", "timeliness", "consistency", "traceability", "reconciliation"};
constexpr std::array<std::string_view, kQualityFlaws> kFlaws{
    "no-unit", "no-code",     "late",      "date-outside",    "product-differs",
    "twice",   "no-document", "no-amount", "turnover-differs"};

// A version 7 id begins with the milliseconds of its making.
std::optional<Date> entered_on(const base::Uuid& id) {
  constexpr int kBytes = 6;
  if (id.bytes[kBytes] >> 4 != 7) {
    return std::nullopt;
  }
  std::int64_t ms = 0;
  for (int i = 0; i < kBytes; ++i) {
    ms = ms << 8 | id.bytes[static_cast<std::size_t>(i)];
  }
  return Date::from_ms(ms);
}

std::int64_t size_of(std::int64_t cents) { return cents < 0 ? -cents : cents; }

// quantity × price in cents, half away from zero; both are millionths.
bool product_differs(const Line& line) {
  if (!line.quantity || !line.unit_price_cents) {
    return false;
  }
  constexpr base::I128 kUnit = base::I128{base::Decimal::kOne} * base::Decimal::kOne;
  const base::I128 exact =
      base::I128{line.quantity->millionths()} * line.unit_price_cents->millionths();
  const base::I128 size = ((exact < 0 ? -exact : exact) + kUnit / 2) / kUnit;
  return (exact < 0 ? -size : size) != line.row.cents;
}

// What lines are held against, beside themselves.
struct Evidence {
  std::set<base::Uuid> attached;  // lines that have files
  LineAccounts accounts;

  static Result<Evidence> read(const Ledger& ledger) {
    std::set<base::Uuid> attached;
    TRY_DO(ledger.each_fact<model::Attachment>([&attached](const model::Attachment& one) {
      if (!one.voided) {
        attached.insert(one.line.uuid);
      }
    }));
    TRY(LineAccounts accounts, LineAccounts::read(ledger));
    return Evidence{std::move(attached), std::move(accounts)};
  }
};

// Of a month, or a year and its months.
bool lies_in(std::int32_t period, base::Period wanted) {
  return period == wanted.packed() || (wanted.whole_year() && period / 100 == wanted.year());
}

// Measures lines one by one, whatever cut they are of.
class Measures {
 public:
  Measures(const Ledger& ledger, const Evidence& evidence, int days, bool lists_flaws)
      : ledger_(ledger), attached_(evidence.attached), days_(days), lists_flaws_(lists_flaws) {}

  void examine(const Line& line) {
    std::array<bool, kQualityMeasures> flawed{};
    const auto flaw = [&](bool found, QualityFlaw what) {
      if (found) {
        flawed[static_cast<std::size_t>(measure_of(what))] = true;
        ++out_.flawed[static_cast<std::size_t>(what)];
        if (lists_flaws_) {
          out_.flaws.push_back({line.uuid, line.amount(), what});
        }
      }
    };
    for (UnitId at = line.row.unit; at != model::kNoUnit; at = ledger_.units()[at].parent) {
      seen_.insert(at);
    }
    flaw(line.row.unit == model::kNoUnit, QualityFlaw::no_unit);
    flaw(line.row.code == model::kNoCode, QualityFlaw::no_code);
    flaw(line.lacks_amount(), QualityFlaw::no_amount);
    flaw(is_late(line), QualityFlaw::late);
    flaw(line.date && !date_fits(line), QualityFlaw::date_outside);
    flaw(product_differs(line), QualityFlaw::product_differs);
    flaw(is_twice(line), QualityFlaw::twice);
    flaw(line.document.empty() && attached_.count(line.uuid) == 0, QualityFlaw::no_document);
    const Money size = Money::from_cents(size_of(line.row.cents));
    ++out_.lines;
    out_.amount += size;
    for (std::size_t i = 0; i < kQualityMeasures; ++i) {
      if (static_cast<QualityMeasure>(i) != QualityMeasure::reconciliation) {
        out_.figures[i].lines += flawed[i] ? 0 : 1;
        out_.figures[i].amount += flawed[i] ? Money() : size;
      }
    }
  }

  // Where the line counts in the accounts; nowhere, if these are not known.
  void book(const base::Uuid& line, std::int64_t cents, const std::vector<Account>& at) {
    if (at.empty()) {
      return;
    }
    Booked& booked = booked_[at];
    ++booked.lines;
    booked.size += Money::from_cents(size_of(cents));
    if (lists_flaws_) {
      booked.entries.push_back({line, Money::from_cents(cents), QualityFlaw::turnover_differs});
    }
  }

  // The lines of an account agree with it all together, or none does. `more`: turnovers that no
  // line is at.
  Quality finish(base::FunctionRef<bool(const Account&)> agrees, Money more) {
    for (std::size_t i = 0; i < kQualityMeasures; ++i) {
      out_.figures[i].of = out_.amount;
    }
    QualityFigure& figure = out_.figures[static_cast<std::size_t>(QualityMeasure::reconciliation)];
    figure.of = more;
    for (const auto& [at, booked] : booked_) {
      figure.of += booked.size;
      if (std::all_of(at.begin(), at.end(), agrees)) {
        figure.lines += booked.lines;
        figure.amount += booked.size;
      } else {
        out_.flawed[static_cast<std::size_t>(QualityFlaw::turnover_differs)] += booked.lines;
        out_.flaws.insert(out_.flaws.end(), booked.entries.begin(), booked.entries.end());
      }
    }
    for (QualityFigure& one : out_.figures) {
      if (one.of.cents() != 0) {
        constexpr std::int64_t kWhole = 10'000;
        one.percent_hundredths =
            static_cast<std::int64_t>(base::I128{one.amount.cents()} * kWhole / one.of.cents());
      }
    }
    return std::move(out_);
  }

  [[nodiscard]] bool has_seen(UnitId unit) const { return seen_.count(unit) > 0; }

 private:
  [[nodiscard]] bool is_late(const Line& line) const {
    const auto entered = entered_on(line.uuid);
    const auto period = base::Period::from_packed(line.row.period);
    return entered && period && line.schedule.uuid.is_nil() &&
           entered->days_since_1970() - Date::last_of(*period).days_since_1970() > days_;
  }

  static bool date_fits(const Line& line) {
    const std::int32_t month = line.date->year() * 100 + line.date->month();
    return line.row.period % 100 == 0 ? line.row.period / 100 == line.date->year()
                                      : line.row.period == month;
  }

  // What makes two lines one bill.
  struct Bill {
    std::string document;
    UnitId unit{};
    model::ServiceId service{};
    model::ResourceId resource{};
    model::PolicyId policy{};
    model::CodeId code{};
    std::int64_t day = INT64_MIN;
    std::int64_t cents = 0;
    model::LineKind kind{};
    model::VersionId version{};

    friend bool operator==(const Bill&, const Bill&) = default;
  };
  struct BillHash {
    std::size_t operator()(const Bill& bill) const {
      constexpr std::size_t kPrime = 1'000'003;
      return (std::hash<std::string>()(bill.document) * kPrime +
              std::hash<std::int64_t>()(bill.cents)) *
                 kPrime +
             model::index(bill.code);
    }
  };

  bool is_twice(const Line& line) {
    if (line.document.empty()) {
      return false;
    }
    const model::LineRow& row = line.row;
    return !bills_
                .insert({line.document, row.unit, row.service, row.resource, row.policy, row.code,
                         line.date ? line.date->days_since_1970() : INT64_MIN, row.cents, row.kind,
                         row.version})
                .second;
  }

  const Ledger& ledger_;
  const std::set<base::Uuid>& attached_;
  int days_;
  bool lists_flaws_;
  Quality out_;
  std::set<UnitId> seen_;
  struct Booked {
    std::int64_t lines = 0;
    Money size;
    std::vector<FlawedLine> entries;
  };
  std::map<std::vector<Account>, Booked> booked_;
  std::unordered_set<Bill, BillHash> bills_;
};

class Examiner {
 public:
  Examiner(const Ledger& ledger, const Evidence& evidence, const QualityQuestion& question)
      : ledger_(ledger),
        measures_(ledger, evidence, question.days, question.lists_flaws),
        accounts_(evidence.accounts),
        question_(question) {}

  void see(const Line& line) {
    if (!belongs(line)) {
      return;
    }
    measures_.examine(line);
    const std::vector<Account> at = accounts_.of(line.row, question_.period.whole_year());
    for (const Account& account : at) {
      sums_[account] += line.amount();
    }
    measures_.book(line.uuid, line.row.cents, at);
  }

  Quality finish() {
    Quality out = measures_.finish(
        [this](const Account& account) { return accounts_.turnover(account) == sums_.at(account); },
        turnovers_without_lines());
    find_missing(out);
    return out;
  }

 private:
  [[nodiscard]] bool in_cut(UnitId unit) const {
    return model::in_cut(ledger_.units(), unit, question_.below);
  }

  [[nodiscard]] bool belongs(const Line& line) const {
    const bool counts = question_.every || (line.row.basis == model::Basis::cost &&
                                            line.row.nature == model::Nature::cost);
    return lies_in(line.row.period, question_.period) && counts && !line.row.voided &&
           line.row.kind == model::LineKind::actual && in_cut(line.row.unit);
  }

  [[nodiscard]] Money turnovers_without_lines() const {
    Money out;
    for (const auto& [account, turnover] : accounts_.turnovers()) {
      const bool counts = question_.every || account.basis == model::Basis::cost;
      if (counts && lies_in(account.period, question_.period) && in_cut(account.unit) &&
          sums_.count(account) == 0) {
        out += Money::from_cents(size_of(turnover.cents()));
      }
    }
    return out;
  }

  void find_missing(Quality& out) const {
    const Date last_day = Date::last_of(question_.period);
    for (std::uint32_t i = 0; i < ledger_.units().size(); ++i) {
      const model::Unit& unit = ledger_.units()[UnitId{i}];
      const bool there = unit.usable() && unit.kind == model::UnitKind::institution &&
                         (!unit.valid_from || *unit.valid_from <= last_day) &&
                         (!unit.valid_to || last_day <= *unit.valid_to);
      if (there && in_cut(UnitId{i}) && !measures_.has_seen(UnitId{i})) {
        out.missing.push_back(UnitId{i});
      }
    }
  }

  const Ledger& ledger_;
  Measures measures_;
  LineAccounts accounts_;
  const QualityQuestion& question_;
  std::map<Account, Money> sums_;
};

// Accounts, and what all lines of the ledger come to in each of them; held against the accounts of
// a year, too, or of months alone.
class LedgerAccounts {
 public:
  LedgerAccounts(const Ledger& ledger, const cube::Cube& cube, LineAccounts accounts)
      : ledger_(ledger), cube_(cube), accounts_(std::move(accounts)) {
    for (const auto& [account, turnover] : accounts_.turnovers()) {
      periods_.insert(account.period);
    }
  }

  // Whether accounts may be known of the line's month or year.
  [[nodiscard]] bool may_know(const model::LineRow& row) const {
    return row.kind == model::LineKind::actual &&
           (periods_.count(row.period) > 0 || periods_.count(row.period / 100 * 100) > 0);
  }

  Result<void> book(const std::vector<std::pair<base::Uuid, model::LineRow>>& lines, bool by_year,
                    Measures& measures) {
    if (!lines.empty()) {
      TRY_DO(sum_up(by_year));
    }
    for (const auto& [uuid, row] : lines) {
      measures.book(uuid, row.cents, accounts_.of(row, by_year));
    }
    return {};
  }

  [[nodiscard]] bool agrees(const Account& account, bool by_year) const {
    const auto found = sums_[by_year ? 1 : 0].find(account);
    return found != sums_[by_year ? 1 : 0].end() && accounts_.turnover(account) == found->second;
  }

 private:
  Result<void> sum_up(bool by_year) {
    std::map<Account, Money>& sums = sums_[by_year ? 1 : 0];
    if (!sums.empty()) {
      return {};
    }
    TRY(const model::LineId last, ledger_.last_line());
    for (std::int64_t rid = 1; rid <= static_cast<std::int64_t>(last); ++rid) {
      const auto row = cube_.row(model::LineId{rid});
      if (row && may_know(*row)) {
        for (const Account& account : accounts_.of(*row, by_year)) {
          sums[account] += Money::from_cents(row->cents);
        }
      }
    }
    return {};
  }

  const Ledger& ledger_;
  const cube::Cube& cube_;
  LineAccounts accounts_;
  std::set<std::int32_t> periods_;
  std::array<std::map<Account, Money>, 2> sums_;
};

// One total, as its lines come.
struct Total {
  Measures measures;
  std::set<std::int32_t> periods{};
  std::vector<std::pair<base::Uuid, model::LineRow>> to_book{};

  // As the quality of a period does that is no month.
  [[nodiscard]] bool by_year() const {
    return periods.size() > 1 || (periods.size() == 1 && *periods.begin() % 100 == 0);
  }
};

// Each line with the totals that count it, in order of rid.
std::vector<std::pair<model::LineId, std::size_t>> memberships(
    std::span<const std::vector<model::LineId>> totals) {
  std::vector<std::pair<model::LineId, std::size_t>> out;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    for (const model::LineId line : totals[i]) {
      out.emplace_back(line, i);
    }
  }
  if (totals.size() > 1) {
    std::sort(out.begin(), out.end());
  }
  return out;
}

}  // namespace

std::string_view measure_name(QualityMeasure measure) {
  return kMeasures[static_cast<std::size_t>(measure)];
}
std::string_view flaw_name(QualityFlaw flaw) { return kFlaws[static_cast<std::size_t>(flaw)]; }

QualityMeasure measure_of(QualityFlaw flaw) {
  switch (flaw) {
    case QualityFlaw::no_unit:
    case QualityFlaw::no_code:
    case QualityFlaw::no_amount:
      return QualityMeasure::completeness;
    case QualityFlaw::late:
      return QualityMeasure::timeliness;
    case QualityFlaw::no_document:
      return QualityMeasure::traceability;
    case QualityFlaw::turnover_differs:
      return QualityMeasure::reconciliation;
    default:
      return QualityMeasure::consistency;
  }
}

Result<std::vector<Quality>> quality(const Ledger& ledger,
                                     std::span<const QualityQuestion> questions) {
  TRY(const Evidence evidence, Evidence::read(ledger));
  std::vector<Examiner> examiners;
  examiners.reserve(questions.size());
  for (const QualityQuestion& question : questions) {
    examiners.emplace_back(ledger, evidence, question);
  }
  TRY_DO(ledger::scan_seen_lines(ledger, [&examiners](const Line& line) {
    for (Examiner& one : examiners) {
      one.see(line);
    }
  }));
  std::vector<Quality> out;
  out.reserve(examiners.size());
  for (Examiner& one : examiners) {
    out.push_back(one.finish());
  }
  return out;
}

Result<std::vector<Quality>> quality_of(const Ledger& ledger, const cube::Cube& cube,
                                        std::span<const std::vector<model::LineId>> totals) {
  TRY(Evidence evidence, Evidence::read(ledger));
  LedgerAccounts accounts(ledger, cube, evidence.accounts);
  const auto members = memberships(totals);
  std::vector<model::LineId> lines;
  for (const auto& [line, total] : members) {
    if (lines.empty() || lines.back() != line) {
      lines.push_back(line);
    }
  }
  std::vector<Total> found;
  found.reserve(totals.size());
  for (std::size_t i = 0; i < totals.size(); ++i) {
    found.push_back({Measures(ledger, evidence, QualityQuestion{}.days, false)});
  }
  auto next = members.begin();
  TRY_DO(ledger.each_proof(lines, [&](Line& line) {
    const auto row = cube.row(line.row.rid);
    while (next != members.end() && next->first < line.row.rid) {
      ++next;
    }
    line.row = row.value_or(model::LineRow{});
    for (; row && next != members.end() && next->first == line.row.rid; ++next) {
      Total& total = found[next->second];
      total.measures.examine(line);
      total.periods.insert(row->period);
      if (accounts.may_know(*row)) {
        total.to_book.emplace_back(line.uuid, *row);
      }
    }
  }));
  std::vector<Quality> out;
  out.reserve(found.size());
  for (Total& total : found) {
    const bool by_year = total.by_year();
    TRY_DO(accounts.book(total.to_book, by_year, total.measures));
    out.push_back(total.measures.finish(
        [&](const Account& account) { return accounts.agrees(account, by_year); }, Money()));
  }
  return out;
}

Result<Quality> quality(const Ledger& ledger, const QualityQuestion& question) {
  TRY(std::vector<Quality> out, quality(ledger, std::span(&question, 1)));
  return std::move(out.front());
}

class QualityJob::Reading {
 public:
  Reading(const Ledger& ledger, std::unique_ptr<ledger::Sight> sight, Evidence evidence,
          const QualityQuestion& question)
      : ledger_(ledger),
        question_(question),
        sight_(std::move(sight)),
        evidence_(std::move(evidence)),
        examiner_(ledger, evidence_, question),
        charges_(ledger),
        revision_(ledger.revision()) {}

  Result<void> see(const Line& line) {
    TRY(const bool seen, sight_->sees(line.row));
    if (!seen) {
      return {};
    }
    examiner_.see(line);
    const model::LineRow& row = line.row;
    if (lies_in(row.period, question_.period) && !row.voided &&
        row.kind == model::LineKind::actual && row.basis == model::Basis::cost &&
        (row.nature == model::Nature::cost || row.nature == model::Nature::income)) {
      charges_.see(line);
    }
    return {};
  }
  Quality finish() { return examiner_.finish(); }
  [[nodiscard]] Money between_units() const {
    Money out;
    for (const costing::BookedCharge& charge : charges_.held()) {
      const bool within = model::in_cut(ledger_.units(), charge.above, question_.below);
      out += within ? charge.eliminated : Money();
    }
    return out;
  }
  [[nodiscard]] std::int64_t revision() const { return revision_; }
  model::LineId after{0};

 private:
  const Ledger& ledger_;
  const QualityQuestion& question_;
  std::unique_ptr<ledger::Sight> sight_;
  Evidence evidence_;
  Examiner examiner_;
  costing::Charges charges_;
  std::int64_t revision_;
};

QualityJob::QualityJob(const Ledger& ledger, const QualityQuestion& question)
    : ledger_(ledger), question_(question) {}
QualityJob::~QualityJob() = default;

Result<bool> QualityJob::read_some() {
  constexpr std::int64_t kAtOnce = 500;
  if (!reading_ || reading_->revision() != ledger_.revision()) {
    TRY(Evidence evidence, Evidence::read(ledger_));
    TRY(auto sight, ledger_.sight());
    reading_ = std::make_unique<Reading>(ledger_, std::move(sight), std::move(evidence), question_);
  }
  Result<void> seen;
  TRY(const model::LineId last,
      ledger_.scan_whole_lines_from(reading_->after, kAtOnce, [&](const Line& line) {
        if (seen) {
          seen = reading_->see(line);
        }
      }));
  TRY_DO(seen);
  const bool ended = last == reading_->after;
  reading_->after = last;
  return ended;
}

base::Job::State QualityJob::step(base::Clock& clock, std::int64_t budget_ms) {
  base::Budget budget(clock, budget_ms);
  while (state_ == State::running) {
    const Result<bool> ended = read_some();
    if (!ended) {
      error_ = ended.error();
      state_ = State::failed;
    } else if (*ended) {
      result_ = reading_->finish();
      between_units_ = reading_->between_units();
      reading_.reset();
      state_ = State::done;
    } else if (budget.spent()) {
      break;
    }
  }
  return state_;
}

void QualityJob::cancel() {
  if (state_ == State::running) {
    reading_.reset();
    state_ = State::cancelled;
  }
}

base::Progress QualityJob::progress() const {
  return {reading_ ? static_cast<std::int64_t>(reading_->after) : 0, 0, "job.loading"};
}

}  // namespace saimnieks::control
