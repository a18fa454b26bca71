// Mappings by name, kept and ready.
#include "core/exchange/named_mappings.h"

#include "core/exchange/import_job.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using ledger::must;
using ledger::TestLedger;

TEST(NamedMappings, OneIsKeptUnderItsNameAndGoesBeforeAReadyOne) {
  TestLedger t;
  t.create();
  const FileShape shape;
  Mapping mapping = must(parse_mapping(
      R"({"columns":{"period":"P","unit":"U","service":"S","code":"C","amount":"A"}})"));
  EXPECT_EQ(find_mapping(*t.ledger, "alga", shape).error().code, ErrorCode::not_found);
  EXPECT_EQ(find_mapping(*t.ledger, "about", shape).error().code, ErrorCode::not_found);
  mapping.delimiter = ';';
  mapping.skip_known = false;
  must(save_mapping(*t.ledger, "alga", mapping));
  must(save_mapping(*t.ledger, "payroll", mapping));
  t.reopen();
  const Mapping kept = must(find_mapping(*t.ledger, "alga", shape));
  EXPECT_EQ(kept.columns, mapping.columns);
  EXPECT_TRUE(kept.skip_known) << "that was said of one file";
  EXPECT_FALSE(kept.delimiter);
  EXPECT_EQ(must(find_mapping(*t.ledger, "payroll", shape)), kept);
  std::string names;
  for (const NamedMapping& one : must(named_mappings(*t.ledger))) {
    names += one.name + (one.mapping.empty() ? " ready\n" : " kept\n");
  }
  EXPECT_EQ(names, "accounting ready\nalga kept\npayroll kept\n");
  mapping.period = "2026-01";
  EXPECT_EQ(save_mapping(*t.ledger, "x", mapping).error().code, ErrorCode::mapping_invalid);
  EXPECT_EQ(save_mapping(*t.ledger, "", kept).error().code, ErrorCode::value_missing);
}

ImportReport import(TestLedger& t, const char* name, const std::string& bytes) {
  base::MemorySource source("rows.csv", bytes);
  const FileShape shape = must(inspect(source, {}));
  ImportJob job(source, must(find_mapping(*t.ledger, name, shape)), {.skip_refused = true},
                t.ledger.get());
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  return job.report();
}

TEST(NamedMappings, ReadyOnesFindTheirColumnsByWords) {
  TestLedger t;
  t.create();
  t.run(ledger::AddUnit{.code = "011", .name = "Skola"});
  t.run(ledger::AddService{"EDU", "Izglītība"});
  const ImportReport postings =
      import(t, "accounting",
             "Nr.;Dokumenta datums;Dokumenta Nr.;Partneris;Struktūrvienība;Pakalpojuma kods;Konts;"
             "EKK kods;Summa, EUR;Darījuma apraksts\n"
             "1;02.03.2026.;R-17;SIA X;011;EDU;7220;2210;1 240,50;Sakari\n"
             "2;03.03.2026.;R-18;SIA X;099;EDU;7220;2210;10,00;Sakari\n");
  EXPECT_EQ(postings.accepted, 2);
  EXPECT_EQ(t.total(), 125'050);
  const ImportReport pay =
      import(t, "payroll",
             "Periods;Uzvārds, vārds;Struktūrvienība;Pakalpojums;EKK;Aprēķināts;Darbinieku skaits\n"
             "2026. gada marts;A;011;EDU;1119;900,00;6\n");
  EXPECT_EQ(pay.accepted, 1);
  std::string lines;
  must(t.ledger->scan_whole_lines([&](const model::Line& line) {
    lines += std::to_string(line.row.period) + " " + std::to_string(line.row.cents) +
             (line.row.unit == model::kNoUnit ? " - " : " unit ") + line.document + " " +
             line.note + "\n";
  }));
  EXPECT_EQ(lines,
            "202603 124050 unit R-17 Sakari\n"
            "202603 1000 - R-18 Sakari; Struktūrvienība: 099\n202603 90000 unit  \n");
  base::MemorySource other("rows.csv", "a;b\n1;2\n");
  EXPECT_EQ(find_mapping(*t.ledger, "payroll", must(inspect(other, {}))).error().code,
            ErrorCode::column_missing);
}

}  // namespace
}  // namespace saimnieks::exchange
