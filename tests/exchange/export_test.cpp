// What was exported is imported to the same lines: from a whole demonstration ledger, with the
// mapping that goes with the file and with the one that the importer proposes by itself.
#include "core/exchange/export.h"

#include "core/exchange/demo.h"
#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;

void import(TestLedger& into, std::string csv, const Mapping& mapping) {
  base::MemorySource source("export.csv", std::move(csv));
  ImportJob job(source, mapping, {}, into.ledger.get());
  ASSERT_EQ(base::run_to_end(job, into.clock), base::Job::State::done);
  const ImportReport& report = job.report();
  ASSERT_TRUE(report.written) << (report.refused.empty()
                                      ? std::string("nothing was read")
                                      : report.refused[0].column + ": " +
                                            std::string(base::error_name(report.refused[0].code)));
  EXPECT_EQ(report.skipped(), 0);
}

TEST(Export, AnImportOfADemonstrationLedgerIsTheSame) {
  TestLedger from(1, "from");
  from.create();
  DemoJob demo(*from.ledger, kDemoSeed, 3000);
  ASSERT_EQ(base::run_to_end(demo, from.clock), base::Job::State::done);
  const std::string csv = must(export_csv(*from.ledger));
  const std::string book = must(export_xlsx(*from.ledger));
  EXPECT_EQ(must(export_xlsx(*from.ledger)), book) << "the same bytes for the same lines";
  const std::string file = print_mapping(must(export_mapping(*from.ledger)));
  for (const std::string& bytes : {csv, book}) {
    TestLedger into(2, "into");
    into.create();
    import(into, bytes, must(parse_mapping(file)));
    EXPECT_EQ(must(export_csv(*into.ledger)), csv);
  }
  TestLedger into(3, "proposed");
  into.create();
  base::MemorySource source("export.csv", csv);
  const Proposal proposal = propose_mapping(must(inspect(source, {})));
  EXPECT_TRUE(proposal.says_kind);
  import(into, csv, proposal.mapping);
  EXPECT_EQ(must(export_csv(*into.ledger)), csv) << print_mapping(proposal.mapping);
}

// Plans bear no document, and neither do some of the actual lines.
TEST(Export, AnExportIntoWhatHasItsLinesAddsNothing) {
  TestLedger from(1, "from");
  from.create();
  DemoJob demo(*from.ledger, kDemoSeed, 500);
  ASSERT_EQ(base::run_to_end(demo, from.clock), base::Job::State::done);
  const Mapping mapping = must(export_mapping(*from.ledger));
  const auto read = [&mapping](TestLedger& into, const std::string& bytes) {
    base::MemorySource source("export.csv", bytes);
    ImportJob job(source, mapping, {}, into.ledger.get());
    EXPECT_EQ(base::run_to_end(job, into.clock), base::Job::State::done);
    return job.report();
  };
  const std::string csv = must(export_csv(*from.ledger));
  TestLedger into(2, "into");
  into.create();
  import(into, csv, mapping);
  for (const std::string& bytes : {csv, must(export_xlsx(*from.ledger))}) {
    for (TestLedger* ledger : {&from, &into}) {
      const ImportReport report = read(*ledger, bytes);
      EXPECT_EQ(report.known, 500);
      EXPECT_EQ(report.lines, 0);
      EXPECT_FALSE(report.written);
    }
  }
  // One line more, and the same line twice, are what they are.
  const std::size_t last = csv.rfind('\n', csv.size() - 2);
  const std::string row = csv.substr(last + 1);
  EXPECT_EQ(read(into, csv + row).lines, 1);
  EXPECT_EQ(read(into, csv + row).lines, 0);
  EXPECT_EQ(must(export_csv(*into.ledger)), csv + row);
}

// What an importer could take for something else: sums, other languages' signs, several lines.
TEST(Export, WhatLooksLikeSomethingElseStaysWhatItIs) {
  TestLedger from(1, "from");
  from.create();
  from.add_dimensions();
  const auto deep =
      from.run(ledger::AddUnit{.parent = from.unit, .code = "0,1", .name = "Kopā \"A\""});
  from.service =
      model::ServiceId{from.run(ledger::AddService{"Total", "Pavisam;\n=1+1"}).dimension};
  from.code = model::CodeId{from.run(ledger::AddCode{"Saraksts", "12000", ""}).dimension};
  from.add(-5);
  from.unit = model::UnitId{deep.dimension};
  ledger::LineInput line = from.line(123'456'789, model::LineKind::plan);
  line.period = *base::Period::parse("2027");
  line.note = "Rēķins 7, \"labots\"\r\nun vēl viena rinda";
  from.run(ledger::AddLine{line});
  from.run(ledger::VoidLine{from.add(77)});
  // More digits than Excel keeps of a number.
  from.add(9'000'000'000'000'001);
  const std::string csv = must(export_csv(*from.ledger));
  for (const std::string& bytes : {csv, must(export_xlsx(*from.ledger))}) {
    TestLedger into(2, "into");
    into.create();
    import(into, bytes, must(parse_mapping(print_mapping(must(export_mapping(*from.ledger))))));
    EXPECT_EQ(must(export_csv(*into.ledger)), csv);
    EXPECT_EQ(into.total(), 123'456'784 + 9'000'000'000'000'001);
  }
}

TEST(Export, RowsWithoutAKindAreRefused) {
  TestLedger into;
  into.create();
  base::MemorySource source("rows.csv",
                            "Gads;Veids;Versija;Iestāde;Pakalpojums;EKK;Summa\n"
                            "2026;plāns;;Skola;Mācības;1100;10,00\n"
                            "2026;Plānots;B;Skola;Mācības;1100;20,00\n"
                            "2026;Faktiskās izmaksas;;Skola;Mācības;1100;30,00\n"
                            "2026;varbūt;;Skola;Mācības;1100;40,00\n"
                            "2026;;;Skola;Mācības;1100;50,00\n"
                            "2026;izpilde;B;Skola;Mācības;1100;60,00\n");
  const Mapping mapping = must(parse_mapping(
      R"({"columns":{"period":"Gads","kind":"Veids","version":"Versija","unit":"Iestāde",
          "service":"Pakalpojums","code":"EKK","amount":"Summa"}})"));
  ImportJob job(source, mapping, {.skip_refused = true}, into.ledger.get());
  ASSERT_EQ(base::run_to_end(job, into.clock), base::Job::State::done);
  ASSERT_EQ(job.report().refused.size(), 3U);
  EXPECT_EQ(job.report().refused[0].code, base::ErrorCode::kind_invalid);
  EXPECT_EQ(job.report().refused[0].column, "Veids");
  EXPECT_EQ(job.report().refused[1].code, base::ErrorCode::value_missing);
  EXPECT_EQ(job.report().refused[2].code, base::ErrorCode::version_not_for_actuals);
  std::string lines;
  for (const std::string& line : into.picture()) {
    lines += line.rfind("Skola/", 0) == 0 ? line + "\n" : "";
  }
  EXPECT_EQ(lines,
            "Skola/Mācības/1100/-/202600/actual=3000\n"
            "Skola/Mācības/1100/1/202600/plan=1000\n"
            "Skola/Mācības/1100/B/202600/plan=2000\n");
}

}  // namespace
}  // namespace saimnieks::exchange
