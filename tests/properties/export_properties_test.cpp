// Import of export is identity, whatever the ledger holds: texts with signs that mean something to
// a reader of files, lines at every depth of the units, any amount, period, kind and version.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/exchange/export.h"
#include "core/exchange/import_job.h"
#include "core/exchange/words.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;

// Not blank at its ends, since files are read without blanks there.
std::string text(bool may_be_empty) {
  static const std::vector<std::string> kPieces{
      "a", "Ķ",    "0",  "12",   ",",    ";",   "\"", "'", " ",  "\n", "\r\n", "\t",
      "|", "Kopā", "=1", "plan", "2026", "1,5", "–",  "€", "漢", "-",  ".",    "#"};
  std::string out;
  const int size = *rc::gen::inRange(may_be_empty ? 0 : 1, 6);
  for (int i = 0; i < size; ++i) {
    out += *rc::gen::elementOf(kPieces);
  }
  out = std::string(trimmed(out));
  return out.empty() && !may_be_empty ? "x" : out;
}

void fill(TestLedger& t) {
  std::vector<model::UnitId> units;
  std::vector<model::ServiceId> services;
  std::vector<model::CodeId> codes{t.ledger->find_code("EKK", "1100")};
  std::vector<model::VersionId> versions;
  // A natural key that is there already is refused: then there is one row less.
  const auto add = [&](auto& into, const ledger::Command& command) {
    if (const auto done = t.ledger->execute(command)) {
      into.push_back(typename std::decay_t<decltype(into)>::value_type{done->dimension});
    }
  };
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
    const auto parent =
        units.empty() || *rc::gen::arbitrary<bool>() ? model::kNoUnit : *rc::gen::elementOf(units);
    add(units, ledger::AddUnit{parent, text(false), text(true)});
    add(services, ledger::AddService{text(false), text(true)});
    add(codes, ledger::AddCode{text(false), text(false), text(true)});
    add(versions, ledger::AddVersion{text(false)});
  }
  for (int i = *rc::gen::inRange(1, 8); i > 0; --i) {
    ledger::LineInput line;
    line.kind = *rc::gen::arbitrary<bool>() ? model::LineKind::plan : model::LineKind::actual;
    line.unit = *rc::gen::elementOf(units);
    line.service = *rc::gen::elementOf(services);
    line.code = *rc::gen::elementOf(codes);
    if (line.kind == model::LineKind::plan) {
      line.version = *rc::gen::elementOf(versions);
    }
    line.period =
        *base::Period::from_packed(*rc::gen::inRange(1990, 2100) * 100 + *rc::gen::inRange(0, 13));
    line.amount =
        base::Money::from_cents(*rc::gen::inRange<std::int64_t>(-99'999'999'999, 99'999'999'999));
    line.note = text(true);
    must(t.ledger->execute(ledger::AddLine{line}));
  }
}

TEST(ExportProperties, ImportOfExportIsIdentity) {
  rc::check([] {
    TestLedger from(1, "from");
    from.create();
    fill(from);
    const std::string csv = must(export_csv(*from.ledger));
    TestLedger into(2, "into");
    into.create();
    MemorySource source("export.csv", csv);
    ImportJob job(source, must(parse_mapping(print_mapping(must(export_mapping(*from.ledger))))),
                  {}, into.ledger.get());
    RC_ASSERT(base::run_to_end(job, into.clock) == base::Job::State::done);
    RC_ASSERT(job.report().written);
    RC_ASSERT(must(export_csv(*into.ledger)) == csv);
    RC_ASSERT(must(into.ledger->verify()).ok);
  });
}

}  // namespace
}  // namespace saimnieks::exchange
