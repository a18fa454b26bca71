// A service that is provided in several channels, with figures that can be done by hand.
#include "core/costing/channels.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::costing {
namespace {

using ledger::Add;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;

struct Office : ledger::TestLedger {
  Office() {
    create();
    add_dimensions();  // unit 001, service P1
    for (const char* own : {"phone", "post"}) {
      run(ledger::AddCode{"channel", own, "K"});
    }
    run(Add{Table::resource, {{"code", text("IT")}, {"kind", text("technology")}}});
    run(Add{Table::usage,
            {{"from_resource", row(Table::resource, "IT")},
             {"to_service", row(Table::service, "P1")},
             {"driver", text("equal")},
             {"valid_from", number(20260101)}}});
  }
  void cost(const char* object, const char* of_code, std::int64_t cents, const char* channel = "",
            const char* on_code = "") {
    std::vector<FieldValue> fields{{object, row(*model::table_from_name(object), of_code)},
                                   {"unit", row(Table::unit, "001")},
                                   {"amount_cents", number(cents)},
                                   {"period", number(202601)}};
    if (*channel != 0) {
      fields.push_back({"channel", text(channel)});
    }
    if (*on_code != 0) {
      fields.push_back({"code", row(Table::code, on_code)});
    }
    run(Add{Table::line, std::move(fields)});
  }
  void volume(const char* channel, std::int64_t units) {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"kind", text("provided")},
                                   {"period", number(202601)},
                                   {"quantity", number(units * base::Decimal::kOne)}};
    if (*channel != 0) {
      fields.push_back({"channel", text(channel)});
    }
    run(Add{Table::volume, std::move(fields)});
  }
};

struct Asked {
  cube::Cube cube;
  AllocatedSide side;
  ServiceSheet sheet;
  UnitCost whole;
  ChannelSheets found;

  explicit Asked(const Office& t) : cube(*t.ledger) {
    must(cube.load());
    side = must(allocate_side(*t.ledger, cube, {.period = must(base::Period::parse("2026-01"))},
                              {Method::reciprocal, {}}));
    sheet = must(sheet_of(*t.ledger, cube, side.side, side.of, side.attribution, t.service));
    whole = must(unit_cost(sheet.sheet));
    found = must(channel_sheets(*t.ledger, cube, side, t.service, whole));
  }
  // "web 100+20=120/10:12 r0": own, indirect, total, units, price, recovery.
  [[nodiscard]] std::vector<std::string> picture() const {
    std::vector<std::string> out;
    const auto cents = [](const std::optional<base::Money>& amount) {
      return amount ? std::to_string(amount->cents()) : std::string("-");
    };
    for (const ChannelSheet& one : found.channels) {
      out.push_back(one.channel + " " + cents(one.cost.direct) + "+" + cents(one.cost.indirect) +
                    "=" + cents(one.cost.total) + "/" +
                    (one.sheet.volume ? one.sheet.volume->text() : "-") + ":" +
                    cents(one.cost.price) + " r" + cents(one.cost.recovery));
    }
    return out;
  }
  // The channels leave nothing out of the service's sheet, and add nothing.
  void check_closed() const {
    UnitCost sum;
    base::Decimal9 units;
    for (const ChannelSheet& one : found.channels) {
      sum.direct += one.cost.direct;
      sum.indirect += one.cost.indirect;
      sum.total += one.cost.total;
      units =
          base::Decimal9::from_billionths(units.billionths() + one.provided.quantity.billionths());
    }
    EXPECT_EQ(sum.direct, whole.direct);
    EXPECT_EQ(sum.indirect, whole.indirect);
    EXPECT_EQ(sum.total, whole.total);
    EXPECT_EQ(units.text(), sheet.sheet.volume.value_or(base::Decimal9()).text());
  }
};

using Picture = std::vector<std::string>;

// One price of both was nobody's.
TEST(Channels, HaveEachAPriceOfTheirOwn) {
  Office t;
  t.cost("service", "P1", 1000, "website");
  t.cost("service", "P1", 5000, "in-person");
  t.volume("website", 100);
  t.volume("in-person", 10);
  const Asked all(t);
  EXPECT_EQ(all.whole.price->cents(), 55);
  EXPECT_EQ(all.picture(),
            (Picture{"in-person 5000+0=5000/10:500 r0", "website 1000+0=1000/100:10 r0"}));
  all.check_closed();
}

TEST(Channels, ShareTheIndirectCostToTheCent) {
  Office t;
  t.cost("service", "P1", 200, "website", "2200");
  t.cost("service", "P1", 100, "in-person");
  t.cost("service", "P1", 100);  // of no channel
  t.cost("service", "P1", -30, "post");
  t.cost("resource", "IT", 103);
  t.volume("website", 7);
  t.volume("phone", 2);
  const Asked all(t);
  EXPECT_EQ(all.picture(),
            (Picture{" 100+26=126/-:- r-", "in-person 100+26=126/-:- r-", "phone 0+0=0/2:0 r0",
                     "post -30+0=-30/-:- r-", "website 200+51=251/7:36 r1"}));
  all.check_closed();
  const ChannelsWhy why =
      must(explain(*t.ledger, all.cube, all.side, t.service, all.whole, all.found));
  ASSERT_EQ(why.channels.size(), 5U);
  const base::Explanation& web = why.channels[4];
  EXPECT_EQ(web.value, "36");
  EXPECT_EQ(web.inputs[0].inputs[0].inputs[0].name, "2200");
  EXPECT_EQ(web.inputs[0].inputs[0].inputs[0].inputs[0].name.size(), 36U);
  EXPECT_EQ(web.inputs[0].inputs[1].inputs[0].see,
            (std::vector<std::string>{"/channel_split", "split", "4"}));
  EXPECT_EQ(web.inputs[1].inputs.size(), 1U);  // the row of volume
  EXPECT_EQ(why.split.inputs[5].value, "51");
  EXPECT_TRUE(why.split.inputs[4].inputs[0].see.empty());  // below zero, so it weighs nothing
}

TEST(Channels, LeaveWhatCannotBeSharedWithWhatNamesNone) {
  Office t;
  t.cost("resource", "IT", 103);
  t.volume("website", 7);
  const Asked all(t);
  EXPECT_EQ(all.picture(), (Picture{" 0+103=103/-:- r-", "website 0+0=0/7:0 r0"}));
  all.check_closed();
  const ChannelsWhy why =
      must(explain(*t.ledger, all.cube, all.side, t.service, all.whole, all.found));
  EXPECT_EQ(why.channels[0].inputs[0].inputs[1].inputs[0].see.front(), "/explanation");
}

TEST(Channels, OfAServiceWithoutAnythingAreNone) {
  const Office t;
  const Asked all(t);
  EXPECT_TRUE(all.found.channels.empty());
}

}  // namespace
}  // namespace saimnieks::costing
