// A plan carried forward: every line of it, with all that it says, or nothing.
#include "core/ledger/version_copy.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using base::Job;
using model::Table;
using model::Value;

struct Planned : TestLedger {
  Planned() {
    create();
    add_dimensions();
    plan("2026-01", 1'001);
    plan("2026", 50);
    plan("2027-02", 9);
    run(VoidLine{plan("2026-03", 7)});
    add(400);
  }
  LineId plan(const char* period, std::int64_t cents) {
    LineInput input = line(cents, LineKind::plan);
    input.period = *Period::parse(period);
    return run(AddLine{input}).line;
  }
  Job::State copy(const VersionCopy& what) {
    VersionCopyJob job(*ledger, what);
    const Job::State state = base::run_to_end(job, clock);
    copied = job.copied();
    error = job.error()
                ? std::string(base::error_name(job.error()->code)) + " " + job.error()->field
                : "";
    return state;
  }
  // "2027-01=1031": the lines of the version.
  [[nodiscard]] std::string lines_of(const char* label) const {
    std::string out;
    const VersionId wanted = ledger->find_version(label);
    must(ledger->scan_lines([&](const model::LineRow& row) {
      if (!row.voided && wanted != model::kNoVersion && row.version == wanted) {
        out +=
            (out.empty() ? "" : " ") + std::to_string(row.period) + "=" + std::to_string(row.cents);
      }
    }));
    return out;
  }
  std::int64_t copied = 0;
  std::string error;
};

TEST(VersionCopy, CopiesAVersionAsItIs) {
  Planned t;
  EXPECT_EQ(t.copy({.from = t.version, .to = "B"}), Job::State::done);
  EXPECT_EQ(t.lines_of("B"), "202601=1001 202600=50 202702=9");
  EXPECT_EQ(t.copied, 3);
  t.run(Undo{});
  EXPECT_EQ(t.lines_of("B"), "");
  EXPECT_EQ(t.ledger->find_version("B"), model::kNoVersion) << "one undo takes it all";
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(VersionCopy, CarriesAYearForwardWithAnIndex) {
  Planned t;
  const VersionCopy what{
      .from = t.version, .to = "2028", .from_year = 2026, .to_year = 2028, .index_ppm = 30'000};
  EXPECT_EQ(t.copy(what), Job::State::done);
  EXPECT_EQ(t.lines_of("2028"), "202801=1031 202800=52") << "1031.03, and 51.5 away from zero";
  EXPECT_EQ(t.copy({.to = "from actuals", .from_year = 2026, .to_year = 2027}), Job::State::done);
  EXPECT_EQ(t.lines_of("from actuals"), "202701=400");
}

TEST(VersionCopy, LinesKeepWhatTheySayButForTheirDocument) {
  Planned t;
  const auto uuid = [&](const auto& rows, auto id) { return Value(rows[id].uuid.text()); };
  t.run(Add{Table::line,
            {{"kind", Value(std::string("plan"))},
             {"version", uuid(t.ledger->versions(), t.version)},
             {"service", uuid(t.ledger->services(), t.service)},
             {"period", Value(std::int64_t{202605})},
             {"amount_cents", Value(std::int64_t{100})},
             {"quantity", Value(std::int64_t{2'000'000})},
             {"unit_price_cents", Value(std::int64_t{50'000'000})},
             {"condition", Value(std::string("N1-1"))},
             {"document", Value(std::string("D-1"))},
             {"justification", Value(std::string("Vajag"))}}});
  EXPECT_EQ(t.copy({.from = t.version, .to = "B", .index_ppm = 100'000}), Job::State::done);
  bool seen = false;
  must(t.ledger->scan_whole_lines([&](const model::Line& line) {
    if (line.row.version != t.ledger->find_version("B") || line.row.period != 202605) {
      return;
    }
    seen = true;
    EXPECT_EQ(line.row.cents, 110);
    EXPECT_EQ(line.quantity, base::Decimal::from_millionths(2'000'000));
    EXPECT_EQ(line.unit_price_cents, base::Decimal::from_millionths(55'000'000));
    EXPECT_EQ(line.condition, "N1-1");
    EXPECT_EQ(line.justification, "Vajag");
    EXPECT_EQ(line.document, "");
    EXPECT_EQ(line.row.unit, model::kNoUnit);
  }));
  EXPECT_TRUE(seen);
}

TEST(VersionCopy, RefusesWhatWouldCountTwice) {
  Planned t;
  EXPECT_EQ(t.copy({.from = t.version, .to = "A"}), Job::State::failed);
  EXPECT_EQ(t.error, "row_exists to");
  EXPECT_EQ(t.copy({.to = "B"}), Job::State::failed);
  EXPECT_EQ(t.error, "value_missing from_year");
  EXPECT_EQ(t.copy({.from = t.version, .to = "B", .to_year = 2028}), Job::State::failed);
  EXPECT_EQ(t.error, "value_missing from_year");
  const auto submitted = model::VersionId{t.run(AddVersion{"C"}).dimension};
  t.run(SetVersionStatus{submitted, VersionStatus::submitted});
  EXPECT_EQ(t.copy({.from = t.version, .to = "C"}), Job::State::failed);
  EXPECT_EQ(t.error, "not_allowed to");
}

TEST(VersionCopy, RefusesNothingAndAnIndexThatLeavesNothing) {
  Planned t;
  EXPECT_EQ(t.copy({.to = "B", .from_year = 1999}), Job::State::failed);
  EXPECT_EQ(t.error, "nothing_to_copy from_year");
  EXPECT_EQ(t.copy({.from = t.version, .to = "B", .index_ppm = -1'000'000}), Job::State::failed);
  EXPECT_EQ(t.error, "value_range index");
  EXPECT_EQ(t.ledger->find_version("B"), model::kNoVersion);
  EXPECT_EQ(t.copy({.from = t.version, .to = "B", .index_ppm = -999'999}), Job::State::done);
}

TEST(VersionCopy, CancelledOnTheWayItLeavesNothing) {
  Planned t;
  for (int i = 0; i < 200; ++i) {
    t.plan("2026-06", i);
  }
  VersionCopyJob job(*t.ledger, {.from = t.version, .to = "B"});
  for (int step = 0; step < 3; ++step) {
    ASSERT_EQ(job.step(t.clock, 0), Job::State::running);
  }
  EXPECT_GT(job.progress().done, 0);
  EXPECT_LT(job.progress().done, job.progress().total);
  job.cancel();
  EXPECT_EQ(job.step(t.clock, 8), Job::State::cancelled);
  EXPECT_EQ(t.ledger->find_version("B"), model::kNoVersion);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
  EXPECT_EQ(t.copy({.from = t.version, .to = "B"}), Job::State::done);
  EXPECT_EQ(t.copied, 203);
}

}  // namespace
}  // namespace saimnieks::ledger
