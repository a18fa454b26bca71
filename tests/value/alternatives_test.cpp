// Alternatives side by side, and what another rate or volume would do to one.
#include "core/value/alternatives.h"

#include <gtest/gtest.h>

namespace saimnieks::value {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::I128;
using base::Money;

Money cents(std::int64_t amount) { return Money::from_cents(amount); }

std::vector<Year> years(std::int64_t cost, std::int64_t benefit, std::size_t count) {
  std::vector<Year> out(count + 1, Year{{}, cents(benefit)});
  out.front() = {cents(cost), {}};
  return out;
}

const Decimal9 kTenPercent = Decimal9::from_integer(100'000);

TEST(Alternatives, TheLargerPresentValueRanksFirst) {
  const Alternative list[] = {{"as it is", years(0, 0, 2)},
                              {"repair", years(1'000, 600, 2)},
                              {"the same", years(1'000, 600, 2)},
                              {"build", years(10'000, 5'000, 2)}};
  const Comparison out = *compare(kTenPercent, list);
  EXPECT_TRUE(out.same_years);
  const std::int64_t ranks[] = {3, 1, 1, 4};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(out.rows[i].rank, ranks[i]) << list[i].id;
    EXPECT_EQ(out.rows[i].more, out.rows[i].appraisal.npv);
  }
  EXPECT_EQ(out.rows[1].appraisal.npv, cents(41));
}

TEST(Alternatives, ALongerLifeDoesNotWinByItsLengthAlone) {
  const Alternative list[] = {{"short", years(1'000, 1'200, 1)}, {"long", years(1'000, 600, 3)}};
  const Comparison out = *compare(kTenPercent, list);
  EXPECT_FALSE(out.same_years);
  EXPECT_EQ(out.rows[0].appraisal.npv, cents(91));   // 90.91, which is 100 a year later
  EXPECT_EQ(out.rows[1].appraisal.npv, cents(492));  // 492.11
  EXPECT_EQ(out.rows[0].yearly, cents(100));
  EXPECT_EQ(out.rows[1].yearly, cents(198));  // 492.11 / 2.48685
  EXPECT_EQ(out.rows[1].rank, 1);
  EXPECT_EQ(out.rows[1].more, cents(401));
  // A longer one of the same yearly worth is no better.
  const Alternative once[] = {{"a", years(1'000, 1'200, 1)}, {"b", years(1'000, 0, 2)}};
  EXPECT_EQ(compare(kTenPercent, once)->rows[0].rank, 1);
}

TEST(Alternatives, FaultsNameTheAlternative) {
  const Alternative twice[] = {{"a", years(1, 1, 1)}, {"a", years(1, 1, 1)}};
  EXPECT_EQ(compare(kTenPercent, twice).error().field, "/alternatives/1/id");
  const Alternative empty[] = {{"a", years(1, 1, 1)}, {"b", {}}};
  EXPECT_EQ(compare(kTenPercent, empty).error().field, "/alternatives/1/years");
  EXPECT_EQ(compare(Decimal9::from_integer(-1'000'000), twice).error().field, "/rate_ppm");
}

TEST(Sensitivity, OfRateAndVolume) {
  const VolumeYear list[] = {{cents(1'000), {}, {}}, {cents(100), cents(200), cents(1'500)}};
  const Decimal9 rates[] = {Decimal9(), kTenPercent};
  const Decimal9 volumes[] = {Decimal9(), Decimal9::from_integer(500'000),
                              Decimal9::from_integer(1'000'000)};
  const Sensitivity out = *sensitivity(list, rates, volumes);
  const std::vector<std::vector<Money>> wanted{
      {cents(-1'100), cents(-450), cents(200)},
      {cents(-1'091), cents(-500), cents(91)}};  // −1090.91, −500, 90.91
  EXPECT_EQ(out.npv, wanted);
  EXPECT_EQ(out.break_even_ppm[0], I128{846'154});  // 1100 / 1300
  EXPECT_EQ(out.break_even_ppm[1], I128{923'077});  // 1200 / 1300
  EXPECT_EQ(explain(list, rates, volumes, out).inputs[2].inputs[4].value, "91");
  EXPECT_EQ(explain(list, rates, volumes, out).inputs[2].inputs[1].value, "923077");
}

TEST(Sensitivity, AgreesWithTheAppraisalAtThePlannedVolume) {
  const VolumeYear list[] = {{cents(1'000), {}, {}}, {cents(100), cents(200), cents(1'500)}};
  const Year same[] = {{cents(1'000), {}}, {cents(300), cents(1'500)}};
  const Decimal9 rate = *Decimal9::parse("35000.5");
  const Decimal9 whole = Decimal9::from_integer(1'000'000);
  EXPECT_EQ(sensitivity(list, std::span(&rate, 1), std::span(&whole, 1))->npv[0][0],
            appraise(rate, same)->npv);
}

TEST(Sensitivity, MoreVolumeDoesNotAlwaysHelp) {
  const VolumeYear list[] = {{cents(1'000), cents(300), cents(200)}};
  const Decimal9 rate;
  EXPECT_FALSE(sensitivity(list, std::span(&rate, 1), {})->break_even_ppm[0]);
  const VolumeYear without[] = {{Money(), cents(300), cents(400)}};
  EXPECT_FALSE(sensitivity(without, std::span(&rate, 1), {})->break_even_ppm[0]);
}

TEST(Sensitivity, RefusesWhatHasNoMeaning) {
  const VolumeYear list[] = {{cents(1'000), cents(300), cents(200)}};
  const Decimal9 fine[] = {Decimal9()};
  const Decimal9 bad[] = {Decimal9(), Decimal9::from_integer(-1'000'000)};
  EXPECT_EQ(sensitivity(list, bad, fine).error().field, "/rates_ppm/1");
  EXPECT_EQ(sensitivity(list, fine, bad).error().field, "/volumes_ppm/1");
  EXPECT_EQ(sensitivity({}, fine, fine).error().field, "/years");
  const VolumeYear negative[] = {{cents(1'000), cents(-300), cents(200)}};
  EXPECT_EQ(sensitivity(negative, fine, fine).error().field, "/years/0");
}

}  // namespace
}  // namespace saimnieks::value
