#include "core/control/quality.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "core/base/wide.h"
#include "core/control/line_accounts.h"
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
constexpr std::array<std::string_view, 9> kFlaws{
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

class Examiner {
 public:
  Examiner(const Ledger& ledger, const Evidence& evidence, const QualityQuestion& question)
      : ledger_(ledger),
        attached_(evidence.attached),
        accounts_(evidence.accounts),
        question_(question) {}

  void see(const Line& line) {
    if (belongs(line)) {
      examine(line);
    }
  }

  Quality finish() {
    for (std::size_t i = 0; i < kQualityMeasures; ++i) {
      out_.figures[i].of = out_.amount;
    }
    reconcile();
    for (QualityFigure& figure : out_.figures) {
      if (figure.of.cents() != 0) {
        constexpr std::int64_t kWhole = 10'000;
        figure.percent_hundredths = static_cast<std::int64_t>(base::I128{figure.amount.cents()} *
                                                              kWhole / figure.of.cents());
      }
    }
    find_missing();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool in_cut(UnitId unit) const {
    return model::in_cut(ledger_.units(), unit, question_.below);
  }

  [[nodiscard]] bool belongs(const Line& line) const {
    const std::int32_t period = line.row.period;
    const std::int32_t wanted = question_.period.packed();
    const bool in_period =
        period == wanted || (question_.period.whole_year() && period / 100 == wanted / 100);
    const bool counts = question_.every || (line.row.basis == model::Basis::cost &&
                                            line.row.nature == model::Nature::cost);
    return in_period && counts && !line.row.voided && line.row.kind == model::LineKind::actual &&
           in_cut(line.row.unit);
  }

  void examine(const Line& line) {
    bool flawed[kQualityMeasures] = {};
    const auto flaw = [&](bool found, QualityFlaw what) {
      if (found) {
        flawed[static_cast<std::size_t>(measure_of(what))] = true;
        if (question_.lists_flaws) {
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
    const std::vector<Account> at = accounts_.of(line.row, question_.period.whole_year());
    for (const Account& account : at) {
      sums_[account] += line.amount();
    }
    if (!at.empty()) {
      Booked& booked = booked_[at];
      ++booked.lines;
      booked.size += size;
      if (question_.lists_flaws) {
        booked.entries.push_back({line.uuid, line.amount(), QualityFlaw::turnover_differs});
      }
    }
  }

  // The lines of an account agree with it all together, or none does.
  void reconcile() {
    QualityFigure& figure = out_.figures[static_cast<std::size_t>(QualityMeasure::reconciliation)];
    figure.of = Money();
    for (const auto& [at, booked] : booked_) {
      figure.of += booked.size;
      if (std::all_of(at.begin(), at.end(), [this](const Account& account) {
            return accounts_.turnover(account) == sums_.at(account);
          })) {
        figure.lines += booked.lines;
        figure.amount += booked.size;
      } else {
        out_.flaws.insert(out_.flaws.end(), booked.entries.begin(), booked.entries.end());
      }
    }
    for (const auto& [account, turnover] : accounts_.turnovers()) {
      const bool counts = question_.every || account.basis == model::Basis::cost;
      const std::int32_t wanted = question_.period.packed();
      const bool in_period = account.period == wanted || (question_.period.whole_year() &&
                                                          account.period / 100 == wanted / 100);
      if (counts && in_period && in_cut(account.unit) && sums_.count(account) == 0) {
        figure.of += Money::from_cents(size_of(turnover.cents()));
      }
    }
  }

  [[nodiscard]] bool is_late(const Line& line) const {
    const auto entered = entered_on(line.uuid);
    const auto period = base::Period::from_packed(line.row.period);
    return entered && period && line.schedule.uuid.is_nil() &&
           entered->days_since_1970() - Date::last_of(*period).days_since_1970() > question_.days;
  }

  static bool date_fits(const Line& line) {
    const std::int32_t month = line.date->year() * 100 + line.date->month();
    return line.row.period % 100 == 0 ? line.row.period / 100 == line.date->year()
                                      : line.row.period == month;
  }

  bool is_twice(const Line& line) {
    if (line.document.empty()) {
      return false;
    }
    const std::int64_t day = line.date ? line.date->days_since_1970() : INT64_MIN;
    return !documents_
                .insert({line.document, line.row.unit, line.row.service, line.row.resource,
                         line.row.policy, line.row.code, day, line.row.cents})
                .second;
  }

  void find_missing() {
    const Date last_day = Date::last_of(question_.period);
    for (std::uint32_t i = 0; i < ledger_.units().size(); ++i) {
      const model::Unit& unit = ledger_.units()[UnitId{i}];
      const bool there = unit.usable() && unit.kind == model::UnitKind::institution &&
                         (!unit.valid_from || *unit.valid_from <= last_day) &&
                         (!unit.valid_to || last_day <= *unit.valid_to);
      if (there && in_cut(UnitId{i}) && seen_.count(UnitId{i}) == 0) {
        out_.missing.push_back(UnitId{i});
      }
    }
  }

  const Ledger& ledger_;
  const std::set<base::Uuid>& attached_;
  LineAccounts accounts_;
  const QualityQuestion& question_;
  Quality out_;
  std::set<UnitId> seen_;
  struct Booked {
    std::int64_t lines = 0;
    Money size;
    std::vector<FlawedLine> entries;
  };
  std::map<std::vector<Account>, Booked> booked_;
  std::map<Account, Money> sums_;
  std::set<std::tuple<std::string, UnitId, model::ServiceId, model::ResourceId, model::PolicyId,
                      model::CodeId, std::int64_t, std::int64_t>>
      documents_;
};

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
  TRY_DO(ledger.scan_whole_lines([&examiners](const Line& line) {
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

Result<Quality> quality(const Ledger& ledger, const QualityQuestion& question) {
  TRY(std::vector<Quality> out, quality(ledger, std::span(&question, 1)));
  return std::move(out.front());
}

class QualityJob::Reading {
 public:
  Reading(const Ledger& ledger, Evidence evidence, const QualityQuestion& question)
      : evidence_(std::move(evidence)),
        examiner_(ledger, evidence_, question),
        revision_(ledger.revision()) {}

  Examiner& examiner() { return examiner_; }
  [[nodiscard]] std::int64_t revision() const { return revision_; }
  model::LineId after{0};

 private:
  Evidence evidence_;
  Examiner examiner_;
  std::int64_t revision_;
};

QualityJob::QualityJob(const Ledger& ledger, const QualityQuestion& question)
    : ledger_(ledger), question_(question) {}
QualityJob::~QualityJob() = default;

Result<bool> QualityJob::read_some() {
  constexpr std::int64_t kAtOnce = 500;
  if (!reading_ || reading_->revision() != ledger_.revision()) {
    TRY(Evidence evidence, Evidence::read(ledger_));
    reading_ = std::make_unique<Reading>(ledger_, std::move(evidence), question_);
  }
  TRY(const model::LineId last,
      ledger_.scan_whole_lines_from(reading_->after, kAtOnce,
                                    [this](const Line& line) { reading_->examiner().see(line); }));
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
      result_ = reading_->examiner().finish();
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
