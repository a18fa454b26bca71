// The same service of several municipalities, with figures that can be done by hand.
#include "core/control/service_comparison.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Country : ledger::TestLedger {
  Country() {
    create();
    add_dimensions();
  }
  Value make(Table table, std::vector<FieldValue> fields) {
    return text(run(Add{table, std::move(fields)}).rows.at(0).text());
  }
  // A municipality whose one service costs so much, for so many units.
  void provider(const char* of_code, std::int64_t cents, std::int64_t units,
                const char* measure = "stunda", std::int64_t inhabitants = 0) {
    const Value of_unit = make(Table::unit, {{"code", text(of_code)}});
    const Value of_service = make(Table::service, {{"code", text(std::string("S") + of_code)},
                                                   {"unit", of_unit},
                                                   {"register_id", text("SR-1")}});
    if (cents != 0) {
      cost(of_unit, of_service, cents);
    }
    if (units != 0) {
      volume(of_service, units, measure);
    }
    if (inhabitants != 0) {
      make(Table::population,
           {{"unit", of_unit}, {"year", number(202600)}, {"inhabitants", number(inhabitants)}});
    }
  }
  void cost(const Value& of_unit, const Value& of_service, std::int64_t cents,
            const char* document = "") {
    std::vector<FieldValue> fields{{"service", of_service},
                                   {"unit", of_unit},
                                   {"amount_cents", number(cents)},
                                   {"period", number(202601)}};
    if (*document != 0) {
      fields.push_back({"document", text(document)});
    }
    make(Table::line, std::move(fields));
  }
  void volume(const Value& of_service, std::int64_t units, const char* measure) {
    make(Table::volume, {{"service", of_service},
                         {"kind", text("provided")},
                         {"period", number(202601)},
                         {"measure", text(measure)},
                         {"quantity", number(units * base::Decimal::kOne)}});
  }
  [[nodiscard]] base::Result<ServiceComparison> ask(const char* id = "SR-1") const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return compare_services(*ledger, cube, id, {.period = must(base::Period::parse("2026-01"))},
                            costing::Procedure{});
  }
  // "SB 1500/-=- head 15 no-volume": cost, units, a unit's and an inhabitant's share, what
  // prevents.
  [[nodiscard]] std::vector<std::string> picture(const ServiceComparison& found) const {
    std::vector<std::string> out;
    for (const ComparedService& one : found.services) {
      std::string line = ledger->services()[one.service].code + " " +
                         std::to_string(one.cost.cents()) + "/" +
                         (one.volume ? one.volume->text() : "-") + "=" +
                         (one.per_unit ? std::to_string(one.per_unit->cents()) : "-");
      line += one.per_inhabitant ? " head " + std::to_string(one.per_inhabitant->cents()) : "";
      out.push_back(line + (one.reason ? " " + std::string(reason_name(*one.reason)) : ""));
    }
    return out;
  }
  using Cents = std::vector<std::int64_t>;
  static Cents cents(const std::optional<Spread>& of) {
    return of ? Cents{of->least.cents(), of->lower_quartile.cents(), of->median.cents(),
                      of->upper_quartile.cents(), of->most.cents()}
              : Cents();
  }
};

TEST(ServiceComparison, SaysWhatAUnitCostsWhereAndHowFarTheyLieApart) {
  Country t;
  t.provider("A", 1000, 10, "stunda", 100);
  t.provider("B", 1500, 10);
  t.provider("C", 401, 2, "stunda", 30);
  t.provider("D", 1201, 10);
  const ServiceComparison found = must(t.ask());
  EXPECT_EQ(t.picture(found), (std::vector<std::string>{"SA 1000/10=100 head 10", "SB 1500/10=150",
                                                        "SC 401/2=201 head 13", "SD 1201/10=120"}));
  EXPECT_EQ(found.measure, "stunda");
  EXPECT_EQ(Country::cents(found.per_unit), (Country::Cents{100, 100, 135, 150, 201}));
  EXPECT_EQ(Country::cents(found.per_inhabitant), (Country::Cents{10, 10, 12, 13, 13}));
}

TEST(ServiceComparison, NamesWhoCannotBeCompared) {
  Country t;
  t.provider("A", 1000, 10, "stunda", 100);
  t.provider("B", 1500, 0, "stunda", 100);
  t.provider("C", 0, 10);
  t.provider("D", 900, 3, "apmeklējums");
  t.provider("E", 700, 7);
  t.provider("F", 700, 7);
  t.volume(t.row(Table::service, "SF"), 1, "apmeklējums");
  const ServiceComparison found = must(t.ask());
  EXPECT_EQ(t.picture(found),
            (std::vector<std::string>{"SA 1000/10=100 head 10", "SB 1500/-=- head 15 no-volume",
                                      "SC 0/10=0 no-costs", "SD 900/3=300 measure-differs",
                                      "SE 700/7=100", "SF 700/-=- measures-mixed"}));
  EXPECT_EQ(Country::cents(found.per_unit), (Country::Cents{100, 100, 100, 100, 100}));
  EXPECT_EQ(Country::cents(found.per_inhabitant), (Country::Cents{10, 10, 13, 15, 15}));
  EXPECT_EQ(ledger::error_of(t.ask("SR-2")), "not_found");
}

TEST(ServiceComparison, CountsWhatIsAttributedAndSaysHowFarToTrustIt) {
  Country t;
  t.provider("A", 750, 10);
  t.cost(t.row(Table::unit, "A"), t.row(Table::service, "SA"), 250, "R-1");
  const Value bus = t.make(Table::resource, {{"code", text("BUS")}, {"kind", text("vehicle")}});
  t.make(Table::usage, {{"from_resource", bus},
                        {"to_service", t.row(Table::service, "SA")},
                        {"driver", text("equal")},
                        {"valid_from", number(20260101)}});
  t.make(Table::line,
         {{"resource", bus}, {"amount_cents", number(500)}, {"period", number(202601)}});
  const ServiceComparison found = must(t.ask());
  EXPECT_EQ(t.picture(found), std::vector<std::string>{"SA 1500/10=150"});
  EXPECT_EQ(found.services[0].traceable_hundredths, 2500);  // 250 of its unit's 1000
  EXPECT_EQ(found.services[0].complete_hundredths, 0);      // none has a code
}

TEST(ServiceComparison, ExplainsItsFigures) {
  Country t;
  t.provider("A", 1000, 10, "stunda", 100);
  t.provider("B", 1500, 10);
  t.provider("C", 900, 0, "stunda", 30);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const ServiceComparison found = must(t.ask());
  const ComparisonWhy why = must(explain(*t.ledger, cube, found));
  ASSERT_EQ(why.services.size(), 3U);
  const auto names = [](const base::Explanation& of) {
    std::vector<std::string> out;
    for (const base::Explanation& each : of.inputs) {
      out.push_back(each.name + " " + each.value);
    }
    return out;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(why.services[0]), (Names{"cost 1000", "per_unit 100", "per_inhabitant 10"}));
  EXPECT_EQ(names(why.services[1]), (Names{"cost 1500", "per_unit 150"}));
  EXPECT_EQ(names(why.services[2]), (Names{"cost 900", "per_inhabitant 30"}));
  const base::Explanation& per_unit = why.services[0].inputs[1];
  EXPECT_EQ(per_unit.inputs[0].see, (Names{"/services/0/explanation", "service", "cost"}));
  EXPECT_EQ(per_unit.inputs[1].inputs.size(), 1U);
  EXPECT_EQ(why.services[0].inputs[2].inputs[1].inputs[0].value, "100");
  EXPECT_EQ(why.per_unit->value, "125");
  EXPECT_EQ(names(why.per_unit->inputs[0]), (Names{"0 100", "1 150"}));
  EXPECT_EQ(names(why.per_inhabitant->inputs[0]), (Names{"0 10", "2 30"}));
  EXPECT_EQ(why.allocation.name, "allocation");
}

}  // namespace
}  // namespace saimnieks::control
