// Import of export is identity, whatever the ledger holds: texts with signs that mean something to
// a reader of files, lines at every depth of the units, any amount, period, kind and version, and
// whatever else a line may say; lines that wait to be classified, too.
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/catalogue/catalogue.h"
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

template <class Enum>
std::optional<Enum> choice() {
  const auto count = static_cast<int>(model::kChoices<Enum>.size());
  const int place = *rc::gen::inRange(-1, count);
  return place < 0 ? std::nullopt : std::optional(static_cast<Enum>(place));
}

std::int64_t whole(std::int64_t most) { return *rc::gen::inRange<std::int64_t>(-most, most); }

// Of the state's list under this program's catalogue; anything, under one that it does not know.
std::string code(const model::Line& line, catalogue::Kind list) {
  const auto entries = catalogue::current().entries(list);
  return line.catalogue.empty()
             ? std::string(entries[*rc::gen::inRange<std::size_t>(0, entries.size())].code)
             : text(false);
}

// With anything that a line may say besides the rows of dimensions.
model::Line some_line() {
  model::Line line;
  line.row.kind = *rc::gen::arbitrary<bool>() ? model::LineKind::plan : model::LineKind::actual;
  line.row.period = *rc::gen::inRange(1990, 2100) * 100 + *rc::gen::inRange(0, 13);
  line.row.cents = whole(99'999'999'999);
  line.row.basis = choice<model::Basis>().value_or(model::Basis::cost);
  line.row.nature = choice<model::Nature>().value_or(model::Nature::cost);
  line.row.phase = choice<model::Phase>();
  line.row.regular = choice<model::Regularity>();
  line.row.role =
      *rc::gen::element(std::optional<model::RoleRow>(), std::optional(model::RoleRow::r1),
                        std::optional(model::RoleRow::r3));  // who answer for all
  line.vat = choice<model::Vat>();
  if (line.vat && *rc::gen::arbitrary<bool>()) {
    line.vat_cents = base::Money::from_cents(line.row.cents / *rc::gen::inRange(1, 100));
  }
  if (*rc::gen::arbitrary<bool>()) {
    line.quantity = base::Decimal::from_millionths(whole(9'000'000'000'000));
    line.unit_price_cents = base::Decimal::from_millionths(whole(9'000'000'000'000));
    line.date = base::Date::from_ms(*rc::gen::inRange<std::int64_t>(0, 1'780'000'000'000));
  }
  for (std::string* field : {&line.note, &line.channel, &line.measure, &line.document,
                             &line.catalogue, &line.departure_reason, &line.justification}) {
    *field = text(true);
  }
  if (*rc::gen::arbitrary<bool>()) {
    line.condition = code(line, catalogue::Kind::condition);
  }
  return line;
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
  const auto bulk = must(t.ledger->begin_bulk({}));
  std::vector<model::ResourceId> resources;
  std::vector<model::PolicyId> policies;
  std::vector<model::SourceId> sources;
  for (int i = *rc::gen::inRange(1, 3); i > 0; --i) {
    resources.push_back(must(bulk->resource(text(false), text(true), text(false))));
    policies.push_back(must(bulk->policy(text(false), text(true))));
    sources.push_back(must(bulk->source(text(false), text(true))));
  }
  for (int i = *rc::gen::inRange(1, 8); i > 0; --i) {
    model::Line line = some_line();
    const auto one_of = [](const auto& list, auto none) {
      return *rc::gen::arbitrary<bool>() ? *rc::gen::elementOf(list) : none;
    };
    line.row.unit = one_of(units, model::kNoUnit);
    line.row.code = one_of(codes, model::kNoCode);
    line.row.function = one_of(codes, model::kNoCode);
    line.row.source = one_of(sources, model::kNoSource);
    line.counterparty = one_of(units, model::kNoUnit);
    if (line.counterparty == line.row.unit) {
      line.counterparty = model::kNoUnit;
    }
    if (line.row.kind == model::LineKind::plan) {
      line.row.version = *rc::gen::elementOf(versions);
    }
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        line.row.service = *rc::gen::elementOf(services);
        break;
      case 1:
        line.row.resource = *rc::gen::elementOf(resources);
        break;
      case 2:
        line.row.policy = *rc::gen::elementOf(policies);
        break;
      default:
        line.task = code(line, catalogue::Kind::task);
    }
    if (line.row.phase &&
        model::is_policy_phase(*line.row.phase) != (line.row.policy != model::kNoPolicy)) {
      line.row.phase.reset();
    }
    must(bulk->add(line));
  }
  must(bulk->commit());
}

TEST(ExportProperties, ImportOfExportIsIdentity) {
  rc::check([] {
    TestLedger from(1, "from");
    from.create();
    fill(from);
    const std::string csv = must(export_csv(*from.ledger));
    const Mapping mapping = must(parse_mapping(print_mapping(must(export_mapping(*from.ledger)))));
    for (const std::string& file : {csv, must(export_xlsx(*from.ledger))}) {
      TestLedger into(2, "into");
      into.create();
      base::MemorySource source("export", file);
      ImportJob job(source, mapping, {}, into.ledger.get());
      RC_ASSERT(base::run_to_end(job, into.clock) == base::Job::State::done);
      RC_ASSERT(job.report().written);
      RC_ASSERT(must(export_csv(*into.ledger)) == csv);
      RC_ASSERT(must(into.ledger->verify()).ok);
    }
  });
}

}  // namespace
}  // namespace saimnieks::exchange
