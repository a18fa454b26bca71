// What lines say besides: words that people write, files that mix it all, and the old ones beside.
#include "core/exchange/further.h"

#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;

std::string read(const char* key, const char* cell, char decimal = ',') {
  model::Line line;
  const Further& column = *find_further(key);
  const auto done = read_further(column, cell, decimal, AmountUnit::euro, line);
  return done ? write_further(column, line) : std::string(base::error_name(done.error().code));
}

TEST(Further, ReadsWhatPeopleWrite) {
  EXPECT_EQ(read("phase", "Sniegšana vai lietošana"), "provision");
  EXPECT_EQ(read("phase", "provision"), "provision");
  EXPECT_EQ(read("phase", "Sniegšana"), "value_range");
  EXPECT_EQ(read("regular", "Vienreizējās"), "one-off");
  EXPECT_EQ(read("regular", "regulāra"), "regular");
  EXPECT_EQ(read("basis", "Budžeta izdevumi"), "budget");
  EXPECT_EQ(read("nature", "Ieņēmumi"), "income");
  EXPECT_EQ(read("nature", "izmaksas"), "") << "costs are what lines are anyway";
  EXPECT_EQ(read("vat", "Atskaitāms"), "deductible");
  EXPECT_EQ(read("role", "R11"), "R11");
  EXPECT_EQ(read("channel", "Klātiene"), "in-person");
  EXPECT_EQ(read("channel", "Pa pastu"), "Pa pastu");
  EXPECT_EQ(read("quantity", "1 361,50"), "1361.5");
  EXPECT_EQ(read("quantity", "-0,000001"), "-0.000001");
  EXPECT_EQ(read("quantity", "abc"), "value_type");
  EXPECT_EQ(read("unit_price", "0,145"), "0.14500000");
  EXPECT_EQ(read("unit_price", "-12"), "-12.00000000");
  EXPECT_EQ(read("vat_amount", "1 000,5"), "1000.50");
  EXPECT_EQ(read("date", "31.01.2026."), "2026-01-31");
  EXPECT_EQ(read("date", "2026-01"), "date_invalid");
}

TEST(Further, AQuantityAtAPriceIsAnAmountRoundedOnce) {
  const auto cents = [](const char* quantity, const char* price) {
    const auto amount = amount_of(*base::Decimal::parse(quantity), *base::Decimal::parse(price));
    return amount ? amount->cents() : -1;
  };
  EXPECT_EQ(cents("3", "33.5"), 101);
  EXPECT_EQ(cents("-3", "33.5"), -101);
  EXPECT_EQ(cents("0.5", "1"), 1);
  EXPECT_EQ(cents("9007199254", "9007199254"), -1);
}

constexpr const char* kFile =
    "Datums;Iestāde;EKK;EKK nosaukums;Pakalpojums;Resurss;Resursa veids;Posms;Vienreizējas vai "
    "regulāras;Finansējuma avots;Daudzums;Mērvienība;Vienības cena;Dokuments;Summa\n"
    "05.01.2026;Skola;2222;Elektroenerģija;Mācības;;;Sniegšana vai lietošana;regulāras;"
    "Pašvaldība;100;kWh;0,15;R-1;15,00\n"
    "06.01.2026;Skola;2222;Elektroenerģija;;Ēka;building;;;Pašvaldība;10;kWh;0,15;R-2;1,50\n"
    "07.01.2026;Skola;2222;Elektroenerģija;;Ēka;building;;vienreizēja;Valsts;20;kWh;0,15;R-3;3,"
    "00\n";

TEST(Further, AProposalSeesWhatTheHeadersSay) {
  base::MemorySource source("rekini.csv", kFile);
  const Proposal proposal = propose_mapping(must(inspect(source, {})));
  EXPECT_TRUE(proposal.complete);
  const MappedColumns& columns = proposal.mapping.columns;
  const std::map<std::string, std::string, std::less<>> wanted{
      {"resource", "Resurss"},   {"resource_kind", "Resursa veids"},
      {"phase", "Posms"},        {"regular", "Vienreizējas vai regulāras"},
      {"quantity", "Daudzums"},  {"source", "Finansējuma avots"},
      {"measure", "Mērvienība"}, {"unit_price", "Vienības cena"},
      {"document", "Dokuments"}};
  EXPECT_EQ(columns.further, wanted) << print_mapping(proposal.mapping);
  EXPECT_EQ(columns.amount, "Summa");
  EXPECT_EQ(columns.period, "Datums");
  EXPECT_EQ(columns.service, "Pakalpojums");
  EXPECT_EQ(columns.code, "EKK");
  TestLedger t;
  t.create();
  base::MemorySource again("rekini.csv", kFile);
  ImportJob job(again, proposal.mapping, {}, t.ledger.get());
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  ASSERT_TRUE(job.report().written);
  const model::Line line = must(t.ledger->line(model::LineId{3}));
  EXPECT_EQ(t.ledger->resources()[line.row.resource].kind, "building");
  EXPECT_EQ(line.row.regular, model::Regularity::one_off);
  EXPECT_EQ(line.document, "R-3");
  EXPECT_EQ(line.unit_price_cents, base::Decimal::from_millionths(15'000'000));
}

TEST(Further, ObjectQuantityAndDateAloneMakeALineThatWaits) {
  TestLedger t;
  t.create();
  base::MemorySource source(
      "lauks.csv",
      "Datums,Resurss,Daudzums,Cena\n2026-01-31,Auto,3,\n2026-02-01,Auto,2,1.5\n"
      ",Auto,2,1.5\n2026-02-01,,2,1.5\n");
  const Mapping mapping = must(parse_mapping(
      R"({"unclassified":"keep","columns":{"date":"Datums","resource":"Resurss",
          "quantity":"Daudzums","unit_price":"Cena"}})"));
  EXPECT_EQ(must(parse_mapping(print_mapping(mapping))), mapping);
  ImportJob job(source, mapping, {.skip_refused = true}, t.ledger.get());
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done) << base::describe(*job.error());
  EXPECT_EQ(job.report().accepted, 2);
  EXPECT_EQ(job.report().refused_count, 2) << "neither without a date, nor without an object";
  const model::Line line = must(t.ledger->line(model::LineId{2}));
  EXPECT_EQ(line.row.cents, 300);
  EXPECT_EQ(line.row.period, 202602);
  EXPECT_EQ(model::to_classify(line.row), (std::vector<std::string_view>{"unit", "code"}));
}

TEST(Further, WithoutThatWordRowsThatLackSomethingAreRefused) {
  base::MemorySource source("a.csv",
                            "M,U,S,K,E\n2026-01,,P,1100,1\n2026-01,U,,1100,1\n2026-01,U,P,,1\n");
  ImportJob job(source, must(parse_mapping(R"({"columns":{"period":"M","unit":"U","service":"S",
                                               "code":"K","amount":"E"}})")),
                {.dry_run = true}, nullptr);
  fakes::FakeClock clock;
  ASSERT_EQ(base::run_to_end(job, clock), base::Job::State::done);
  EXPECT_EQ(job.report().refused_count, 3);
  for (const RefusedRow& row : job.report().refused) {
    EXPECT_EQ(row.code, base::ErrorCode::value_missing);
  }
}

// A dry run that finds nothing amiss must not be followed by a file that can't be written.
TEST(Further, ARowOfSeveralObjectsIsRefusedWhenItIsChecked) {
  TestLedger t;
  t.create();
  base::MemorySource source("a.csv",
                            "M,U,S,R,K,E\n2026-01,U,P,Auto,1100,1\n2026-01,U,P,,1100,2\n"
                            "2026-01,U,,Auto,1100,4\n");
  const Mapping mapping =
      must(parse_mapping(R"({"columns":{"period":"M","unit":"U","service":"S","resource":"R",
                             "code":"K","amount":"E"}})"));
  ImportJob job(source, mapping, {.skip_refused = true}, t.ledger.get());
  ASSERT_EQ(base::run_to_end(job, t.clock), base::Job::State::done) << base::describe(*job.error());
  ASSERT_EQ(job.report().refused.size(), 1U);
  EXPECT_EQ(job.report().refused[0].line, 2);
  EXPECT_EQ(job.report().refused[0].column, "R");
  EXPECT_EQ(job.report().refused[0].code, base::ErrorCode::object_several);
  EXPECT_EQ(t.total(), 600);
}

TEST(Further, AMappingOfANameNeedsTheRowItNames) {
  const auto mapping =
      parse_mapping(R"({"columns":{"period":"a","unit":"b","resource_name":"c","amount":"d"}})");
  ASSERT_FALSE(mapping.has_value());
  EXPECT_EQ(mapping.error().field, "/columns/resource_name");
}

}  // namespace
}  // namespace saimnieks::exchange
