// Files that name what the ledger does not have: it is said, waits, or is refused.
#include "core/exchange/strangers.h"

#include "core/exchange/import_job.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using ledger::must;
using ledger::TestLedger;
using model::Table;

struct Town : TestLedger {
  Town() {
    create();
    run(ledger::AddUnit{.code = "N", .name = "Novads"});
    run(ledger::AddService{"EDU", "Izglītība"});
  }
  ImportReport import(const std::string& rows, const std::string& more,
                      ImportOptions options = {.skip_refused = true}) {
    base::MemorySource source("rows.csv", "m;u;s;c;e;n;r\n" + rows);
    const Mapping mapping = must(parse_mapping(
        "{" + more + R"("columns":{"period":"m","unit":"u","service":"s","code":"c","amount":"e",
          "note":"n","resource":"r"}})"));
    EXPECT_EQ(must(parse_mapping(print_mapping(mapping))), mapping);
    ImportJob job(source, mapping, options, ledger.get());
    EXPECT_EQ(base::run_to_end(job, clock), base::Job::State::done);
    return job.report();
  }
};

std::string picture(const Newcomers& found) {
  std::string out;
  const auto add = [&out](std::string_view name, const Newcomers::Names& names) {
    out += std::string(name) + " " + std::to_string(names.count) + ":";
    for (const std::string& one : names.first) {
      out += " " + one;
    }
    out += "\n";
  };
  for (const auto& [table, names] : found.rows) {
    add(model::table_info(table).name, names);
  }
  if (found.unlisted.count > 0) {
    add("unlisted", found.unlisted);
  }
  return out;
}

constexpr const char* kRows =
    "2026-01;N;EDU;1100;1,00;;\n2026-01;ZZZ;TYPO;1100;5,00;;\n2026-02;ZZZ;TYPO;1100;5,00;;\n"
    "2026-01;N;;2231;7,00;;AUTO\n";

TEST(Strangers, WhatIsMadeIsSaidBeforeAndAfter) {
  Town t;
  const std::string wanted = "unit 1: ZZZ\nservice 1: TYPO\ncode 1: EKK:2231\nresource 1: AUTO\n";
  EXPECT_EQ(picture(t.import(kRows, "", {.dry_run = true}).created), wanted);
  EXPECT_EQ(t.ledger->units().size(), 1U);
  EXPECT_EQ(picture(t.import(kRows, "").created), wanted);
  EXPECT_EQ(t.ledger->units().size(), 2U);
  EXPECT_TRUE(t.import(kRows, "").created.rows.empty()) << "now they are there";
}

TEST(Strangers, OnlyTheFirstAreNamed) {
  Town t;
  std::string rows;
  for (int i = 0; i < 25; ++i) {
    rows += "2026-01;U" + std::to_string(10 + i) + ";EDU;1100;1,00;;\n";
  }
  const Newcomers found = t.import(rows, "").created;
  EXPECT_EQ(found.rows.at(Table::unit).count, 25);
  EXPECT_EQ(found.rows.at(Table::unit).first.size(), Newcomers::kNamed);
}

TEST(Strangers, RowsThatNameThemAreRefused) {
  Town t;
  const ImportReport report =
      t.import(std::string(kRows) + "2026-01;N;EDU;77777;9,00;;\n2026-01;X;EDU;1100;9,00;;\n",
               R"("unknown":"refuse",)");
  std::string refused;
  for (const RefusedRow& row : report.refused) {
    refused += std::to_string(row.line) + " " + row.column + " " +
               std::string(base::error_name(row.code)) + " " + row.value + "\n";
  }
  EXPECT_EQ(refused,
            "3 s service_unknown TYPO\n4 s service_unknown TYPO\n5 r resource_unknown AUTO\n"
            "6 c code_unknown 77777\n7 u unit_unknown X\n");
  EXPECT_EQ(report.scheme, "EKK") << "one slip does not make another list of them all";
  EXPECT_EQ(t.total(), 100);
  EXPECT_EQ(t.ledger->units().size(), 1U);
}

TEST(Strangers, UnitsAndCodesMayWaitWithTheirTextInTheNote) {
  Town t;
  const ImportReport report = t.import(
      "2026-01;X;EDU;1100;1,00;Pirmais;\n2026-01;X;EDU;77777;2,00;;\n"
      "2026-01;N;EDU;2231;4,00;;\n2026-01;N;TYPO;1100;8,00;;\n",
      R"("unknown":"classify",)");
  ASSERT_EQ(report.refused.size(), 1U) << "what a line is for, it must say";
  EXPECT_EQ(report.refused[0].code, ErrorCode::service_unknown);
  EXPECT_EQ(picture(report.created), "code 1: EKK:2231\n");
  std::string lines;
  must(t.ledger->scan_whole_lines([&](const model::Line& line) {
    lines += std::to_string(line.row.cents) + (line.row.unit == model::kNoUnit ? " -" : " unit") +
             (line.row.code == model::kNoCode ? " -" : " code") + " " + line.note + "\n";
  }));
  EXPECT_EQ(lines, "100 - code Pirmais; u: X\n200 - - u: X; c: 77777\n400 unit code \n");
}

// An unlisted code of the state's scheme that a mapping names is made, but not without a word.
TEST(Strangers, CodesBelowNoneOfTheStatesAreSaid) {
  Town t;
  const ImportReport report =
      t.import("2026-01;N;EDU;77777;1,00;;\n2026-01;N;EDU;1100;1,00;;\n", R"("scheme":"EKK",)");
  EXPECT_EQ(picture(report.created), "code 1: EKK:77777\nunlisted 1: EKK:77777\n");
  const ImportReport guessed = t.import(
      "2026-01;N;EDU;1300;1,00;;\n2026-01;N;EDU;1100;1,00;;\n2026-01;N;EDU;2200;1,00;;\n", "");
  EXPECT_EQ(picture(guessed.created), "code 3: c:1100 c:1300 c:2200\nunlisted 1: c:1300\n");
}

}  // namespace
}  // namespace saimnieks::exchange
