// Whole imports into a ledger in memory: totals that are known, all or nothing, and a cancel that
// leaves nothing behind.
#include "core/exchange/import_job.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/exchange/proposal.h"
#include "core/exchange/remembered.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;

std::string shared_file(const char* name) {
  const char* shared = std::getenv("SAIMNIEKS_SHARED");
  std::ifstream file(std::string(shared != nullptr && *shared != 0 ? shared : "../shared") +
                     "/data/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(ImportJob, AMunicipalBudgetHasItsControlTotals) {
  TestLedger t;
  t.create();
  base::MemorySource source("budget.csv", shared_file("madrid-gastos-2012-2015.csv"));
  Mapping mapping = propose_mapping(must(inspect(source, {}))).mapping;
  mapping.by_year = {{2014, {model::LineKind::plan, "A"}}, {2015, {model::LineKind::actual, ""}}};
  ImportJob job(source, mapping, {}, t.ledger.get());
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  const ImportReport& report = job.report();
  EXPECT_TRUE(report.written);
  EXPECT_EQ(report.read, 20'217);
  EXPECT_EQ(report.accepted + report.other_year, 20'217);
  EXPECT_EQ(report.sums.at(2014).cents(), 469'931'062'900);
  EXPECT_EQ(report.sums.at(2015).cents(), 465'055'421'800);
  EXPECT_NE(report.scheme, "EKK") << "codes of another list stay out of the state's";
  EXPECT_EQ(t.total(), 469'931'062'900 + 465'055'421'800);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

constexpr const char* kHeader = "Gads;Iestāde;Pakalpojums;EKK;Summa\n";

ImportReport import(TestLedger& t, const std::string& rows, ImportOptions options = {}) {
  base::MemorySource source("rows.csv", kHeader + rows);
  const Mapping mapping = must(parse_mapping(
      R"({"columns":{"period":"Gads","unit":"Iestāde","service":"Pakalpojums","code":"EKK","amount":"Summa"}})"));
  ImportJob job(source, mapping, options, t.ledger.get());
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  return job.report();
}

TEST(ImportJob, SkipsTotalsAndBlanksAndRefusesTheRest) {
  TestLedger t;
  t.create();
  const std::string rows =
      "2026;Skola;Mācības;1100;10,50\n;;;;\n2026;Skola;;1100;5,00\n2026;Skola;Mācības;1100;abc\n"
      "Kopā;;;;15,50\n";
  ImportReport report = import(t, rows);
  EXPECT_FALSE(report.written);
  EXPECT_EQ(report.read, 3);
  EXPECT_EQ(report.blank, 1);
  EXPECT_EQ(report.total, 1);
  ASSERT_EQ(report.refused.size(), 2U);
  EXPECT_EQ(report.refused[0].line, 4);
  EXPECT_EQ(report.refused[0].column, "Pakalpojums");
  EXPECT_EQ(report.refused[0].code, base::ErrorCode::value_missing);
  EXPECT_EQ(report.refused[1].column, "Summa");
  EXPECT_EQ(t.total(), 0) << "all or nothing";
  report = import(t, rows, {false, true});
  EXPECT_TRUE(report.written);
  EXPECT_EQ(t.total(), 1050);
}

TEST(ImportJob, ACancelLeavesNothingBehind) {
  TestLedger t;
  t.create();
  std::string rows = kHeader;
  for (int i = 0; i < 5'000; ++i) {
    rows += "2026;Skola;Mācības;1100;1,00\n";
  }
  base::MemorySource source("rows.csv", rows);
  Mapping mapping = propose_mapping(must(inspect(source, {}))).mapping;
  ImportJob job(source, mapping, {}, t.ledger.get());
  while (job.progress().done <= job.progress().total / 2) {
    ASSERT_EQ(job.step(t.clock, 0), base::Job::State::running);
  }
  EXPECT_FALSE(t.ledger->execute(ledger::Undo{}).has_value()) << "the import holds the ledger";
  job.cancel();
  EXPECT_EQ(job.step(t.clock, 0), base::Job::State::cancelled);
  EXPECT_EQ(must(t.ledger->line_count()), 0);
  EXPECT_TRUE(t.ledger->empty());
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

// Counts how often it is read from the start, and may be exchanged in between.
class WatchedSource final : public base::ByteSource {
 public:
  explicit WatchedSource(std::string bytes) : inner_("rows.csv", std::move(bytes)) {}

  base::Result<std::size_t> read(std::span<char> out) override { return inner_.read(out); }
  base::Result<void> seek(std::int64_t offset) override {
    ++passes;
    return inner_.seek(offset);
  }
  [[nodiscard]] std::int64_t size() const override { return inner_.size(); }
  [[nodiscard]] const std::string& name() const override { return inner_.name(); }
  void exchange(std::string bytes) { inner_ = base::MemorySource("rows.csv", std::move(bytes)); }

  int passes = 0;

 private:
  base::MemorySource inner_;
};

// With a column more than usual files have: such a file is read again for the writing.
constexpr const char* kWithBills = "Gads;Iestāde;Pakalpojums;EKK;Dokuments;Summa\n";

TEST(ImportJob, WhatWasCheckedIsWrittenWithoutReadingTheFileAgain) {
  TestLedger t;
  t.create();
  WatchedSource source(std::string(kHeader) +
                       "2026;Skola;Mācības;1100;10,50\n2026;Skola;Mācības;2200;1,00\n"
                       "2025;Bibliotēka;Mācības;2200;2,00\n2026;Skola;Mācības;1100;10,50\n");
  const Mapping mapping = propose_mapping(must(inspect(source, {}))).mapping;
  ImportJob job(source, mapping, {.dry_run = true}, nullptr);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  source.passes = 0;
  source.exchange("nothing of it");
  job.write_checked(*t.ledger, false);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_EQ(source.passes, 0);

  TestLedger plain(2, "plain");
  plain.create();
  import(plain,
         "2026;Skola;Mācības;1100;10,50\n2026;Skola;Mācības;2200;1,00\n"
         "2025;Bibliotēka;Mācības;2200;2,00\n2026;Skola;Mācības;1100;10,50\n");
  EXPECT_EQ(t.picture(), plain.picture());
  EXPECT_EQ(t.total(), 2400);
}

TEST(ImportJob, WhatWasCheckedIsWrittenWithoutCheckingAgain) {
  TestLedger t;
  t.create();
  WatchedSource source(std::string(kWithBills) + "2026;Skola;Mācības;1100;R-1;10,50\n");
  FileShape shape = must(inspect(source, {}));
  Mapping mapping = propose_mapping(shape).mapping;
  source.passes = 0;
  ImportJob job(source, mapping, {.dry_run = true, .shape = shape}, nullptr);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_EQ(source.passes, 1) << "the shape was known";
  EXPECT_FALSE(job.report().written);
  job.write_checked(*t.ledger, false);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_EQ(source.passes, 2);
  EXPECT_TRUE(job.report().written);
  EXPECT_EQ(job.report().read, 1);
  EXPECT_EQ(t.total(), 1050);
  job.write_checked(*t.ledger, false);
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_EQ(t.total(), 1050) << "it was written once";
}

TEST(ImportJob, RefusedRowsAreLeftOutOnlyWhenToldSo) {
  TestLedger t;
  t.create();
  base::MemorySource source(
      "rows.csv",
      std::string(kHeader) + "2026;Skola;Mācības;1100;10,50\n2026;Skola;Mācības;1100;x\n");
  const Mapping mapping = propose_mapping(must(inspect(source, {}))).mapping;
  ImportJob job(source, mapping, {.dry_run = true}, nullptr);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  job.write_checked(*t.ledger, false);
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_FALSE(job.report().written);
  EXPECT_EQ(must(t.ledger->line_count()), 0);
}

TEST(ImportJob, AFileThatIsNoLongerTheCheckedOneIsNotWritten) {
  for (const char* changed :
       {"2026;Skola;Mācības;1100;R-1;10,51\n", "",
        "2026;Skola;Mācības;1100;R-1;10,50\n2026;Skola;Mācības;1100;R-1;0,00\n"}) {
    TestLedger t;
    t.create();
    WatchedSource source(std::string(kWithBills) + "2026;Skola;Mācības;1100;R-1;10,50\n");
    const Mapping mapping = propose_mapping(must(inspect(source, {}))).mapping;
    ImportJob job(source, mapping, {.dry_run = true}, nullptr);
    ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
    source.exchange(std::string(kWithBills) + changed);
    job.write_checked(*t.ledger, false);
    ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::failed);
    EXPECT_EQ(job.error()->code, base::ErrorCode::file_changed);
    EXPECT_TRUE(t.ledger->empty());
    EXPECT_TRUE(must(t.ledger->verify()).ok);
  }
}

// A file that holds last month again, a bill with the same amount twice, and amounts side by side.
TEST(ImportJob, WhatTheLedgerHasIsLeftOutAndSaidSo) {
  TestLedger t;
  t.create();
  constexpr const char* kBills = "Datums;Rēķins;Iestāde;Pakalpojums;EKK;Summa\n";
  const auto run = [&](const std::string& rows, const char* more = "") {
    base::MemorySource source("rows.csv", kBills + rows);
    const Mapping mapping = must(parse_mapping(
        std::string("{") + more +
        R"("columns":{"date":"Datums","document":"Rēķins","unit":"Iestāde","service":"Pakalpojums",
           "code":"EKK","amount":"Summa"}})"));
    ImportJob job(source, mapping, {}, t.ledger.get());
    EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
    return job.report();
  };
  const std::string bill = "2026-03-02;R-17;Skola;Mācības;2200;40,00\n";
  EXPECT_EQ(run(bill + bill).accepted, 2) << "the file says it twice";
  const ImportReport again = run(bill + bill + bill + "2026-03-02;;Skola;Mācības;2200;40,00\n" +
                                 "2026-03-03;R-17;Skola;Mācības;2200;40,00\n" +
                                 "2026-03-02;R-17;Skola;Mācības;2200;40,01\n");
  EXPECT_EQ(again.known, 2);
  EXPECT_EQ(again.skipped(), 2);
  EXPECT_EQ(again.read, 6);
  EXPECT_EQ(again.accepted, 4);
  ASSERT_EQ(again.known_rows.size(), 2U);
  EXPECT_EQ(again.known_rows[1].line, 3);
  EXPECT_EQ(again.known_rows[1].value, "R-17");
  EXPECT_EQ(t.total(), 6 * 4000 + 1);
  EXPECT_EQ(run(bill, R"("known_documents":"import",)").accepted, 1);
  EXPECT_EQ(t.total(), 7 * 4000 + 1);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(ImportJob, AContractOfEveryMonthIsKnownMonthByMonth) {
  TestLedger t;
  t.create();
  const auto run = [&](const std::string& rows) {
    base::MemorySource source("rows.csv",
                              "Mēnesis;Līgums;Veids;Iestāde;Pakalpojums;EKK;Summa\n" + rows);
    const Mapping mapping = must(parse_mapping(
        R"({"columns":{"period":"Mēnesis","document":"Līgums","kind":"Veids","unit":"Iestāde",
            "service":"Pakalpojums","code":"EKK","amount":"Summa"}})"));
    ImportJob job(source, mapping, {}, t.ledger.get());
    EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
    return job.report();
  };
  const std::string january = "2026-01;L-1;faktiski;Skola;Noma;2200;40,00\n";
  const std::string february = "2026-02;L-1;faktiski;Skola;Noma;2200;40,00\n";
  EXPECT_EQ(run(january).lines, 1);
  const ImportReport report = run(january + february);
  EXPECT_EQ(report.known, 1);
  EXPECT_EQ(report.lines, 1);
  EXPECT_EQ(run("2026-01;L-1;plāns;Skola;Noma;2200;40,00\n").lines, 1) << "it was only paid";
  EXPECT_EQ(run(january + february).known, 2);
  EXPECT_EQ(t.total(), 3 * 4000);
}

// A number, day and amount that two schools' bills share are two bills.
TEST(ImportJob, ABillOfAnotherUnitIsNotKnown) {
  TestLedger t;
  t.create();
  const auto run = [&](const std::string& rows) {
    base::MemorySource source("rows.csv",
                              "Datums;Rēķins;Novads;Iestāde;Pakalpojums;EKK;Summa\n" + rows);
    const Mapping mapping = must(parse_mapping(
        R"({"unclassified":"keep","columns":{"date":"Datums","document":"Rēķins",
            "unit":["Novads","Iestāde"],"service":"Pakalpojums","code":"EKK","amount":"Summa"}})"));
    ImportJob job(source, mapping, {}, t.ledger.get());
    EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
    return job.report();
  };
  const auto bill = [](const std::string& unit) {
    return "2026-03-02;R-17;" + unit + ";Mācības;2200;40,00\n";
  };
  EXPECT_EQ(run(bill("01;Skola")).lines, 1);
  const ImportReport both = run(bill("01;Skola") + bill("01;Bibliotēka"));
  EXPECT_EQ(both.known, 1);
  EXPECT_EQ(both.lines, 1);
  EXPECT_EQ(run(bill("02;Skola")).lines, 1) << "of the same name, and another one";
  EXPECT_EQ(run(bill("02;Skola") + bill("01;Skola") + bill("01;Bibliotēka")).known, 3);
  // Without its unit, a bill may be any of them, but not more than there are.
  EXPECT_EQ(run(bill(";") + bill(";") + bill(";")).known, 3);
  EXPECT_EQ(run(bill(";") + bill(";") + bill(";") + bill(";")).lines, 1);
  // The fourth waits to be told its unit, and may be this one's.
  EXPECT_EQ(run(bill("03;Skola")).known, 1);
  EXPECT_EQ(run(bill("03;Skola") + bill("03;Skola")).known, 1);
  EXPECT_EQ(t.total(), 5 * 4000);
}

TEST(ImportJob, ARowOfWhichPartIsKnownIsRefused) {
  TestLedger t;
  t.create();
  const auto run = [&](const std::string& rows) {
    base::MemorySource source("rows.csv", "Gads;Rēķins;Iestāde;Pakalpojums;EKK;Jan;Feb\n" + rows);
    const Mapping mapping = must(parse_mapping(
        R"({"columns":{"period":"Gads","document":"Rēķins","unit":"Iestāde","service":"Pakalpojums",
            "code":"EKK","amounts":{"01":"Jan","02":"Feb"}}})"));
    ImportJob job(source, mapping, {.skip_refused = true}, t.ledger.get());
    EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
    return job.report();
  };
  EXPECT_EQ(run("2026;R-1;Skola;Mācības;2200;10,00;20,00\n").lines, 2);
  EXPECT_EQ(run("2026;R-1;Skola;Mācības;2200;10,00;20,00\n").known, 1);
  const ImportReport report = run("2026;R-1;Skola;Mācības;2200;10,00;30,00\n");
  ASSERT_EQ(report.refused.size(), 1U);
  EXPECT_EQ(report.refused[0].code, base::ErrorCode::line_known);
  EXPECT_EQ(t.total(), 3000);
}

TEST(ImportJob, TheMappingOfTheSameColumnsIsRecalled) {
  TestLedger t;
  t.create();
  FileShape shape;
  shape.header = {"Gads", "Summa"};
  shape.delimiter = ';';
  EXPECT_FALSE(must(recall_mapping(*t.ledger, shape)));
  Mapping mapping = must(parse_mapping(
      R"({"kind":"plan","version":"B","columns":{"period":"Gads","unit":"Gads","service":"Gads",
          "code":"Gads","amount":"Summa"},"sheet":"Janvāris"})"));
  must(remember_mapping(*t.ledger, shape, mapping));
  t.reopen();
  shape.sheet = "Februāris";
  mapping.sheet.clear();
  EXPECT_EQ(must(recall_mapping(*t.ledger, shape)), mapping);
  // How the next file is written is its own affair.
  mapping.delimiter = ';';
  mapping.encoding = Encoding::windows_1257;
  must(remember_mapping(*t.ledger, shape, mapping));
  EXPECT_EQ(must(recall_mapping(*t.ledger, shape))->delimiter, std::nullopt);
  EXPECT_EQ(must(recall_mapping(*t.ledger, shape))->encoding, std::nullopt);
  // What was said of one file's bills is not said of the next one's.
  mapping.skip_known = false;
  must(remember_mapping(*t.ledger, shape, mapping));
  EXPECT_TRUE(must(recall_mapping(*t.ledger, shape))->skip_known);
  shape.header = {"Summa", "Gads"};
  EXPECT_FALSE(must(recall_mapping(*t.ledger, shape)));
  shape.header = {"GadsSumma"};
  EXPECT_FALSE(must(recall_mapping(*t.ledger, shape)));
  // February's file must not become January's lines.
  Mapping of_month = mapping;
  of_month.columns.period.clear();
  of_month.period = "2026-01";
  must(remember_mapping(*t.ledger, shape, of_month));
  EXPECT_FALSE(must(recall_mapping(*t.ledger, shape)));
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

}  // namespace
}  // namespace saimnieks::exchange
