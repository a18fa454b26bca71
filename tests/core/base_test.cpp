// Values at the bottom: money, periods, dates, ids, hashes, texts in UTF-8.
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/base/uuid.h"
#include "tests/fakes/seams.h"

namespace saimnieks::base {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(Decimal, ReadsWhatItPrints) {
  for (const char* text : {"0", "12", "-3.5", "0.000001", "-0.25", "9007199254.740991"}) {
    const auto decimal = Decimal::parse(text);
    ASSERT_TRUE(decimal) << text;
    EXPECT_EQ(decimal->text(), text);
  }
  EXPECT_EQ(Decimal::parse("007.10")->text(), "7.1");
  EXPECT_EQ(Decimal::parse("-0")->text(), "0");
  for (const char* text : {"", "-", "1.", ".5", "1.0000001", "1e3", "1,5", "+1", "--1", " 1"}) {
    EXPECT_EQ(Decimal::parse(text).error().code, ErrorCode::value_type) << text;
  }
  for (const char* text : {"9007199254.740992", "99999999999999999999999"}) {
    EXPECT_EQ(Decimal::parse(text).error().code, ErrorCode::value_range) << text;
  }
}

TEST(Money, SumsAreCheckedAtBothEnds) {
  const Money most = Money::from_cents(kMost);
  const Money least = Money::from_cents(kLeast);
  const Money cent = Money::from_cents(1);
  EXPECT_EQ(checked_add(Money::from_cents(2), Money::from_cents(3))->cents(), 5);
  EXPECT_EQ(checked_add(most, cent).error().code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(checked_subtract(least, cent).error().code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(checked_multiply(most, 2).error().code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(checked_multiply(Money::from_cents(-7), 6)->cents(), -42);
  const Money list[] = {most, cent};
  EXPECT_FALSE(checked_sum(list));
}

#ifdef GTEST_HAS_DEATH_TEST
TEST(MoneyDeathTest, OverflowOfKnownSumsStopsTheProgram) {
  EXPECT_DEATH(static_cast<void>(Money::from_cents(kMost) + Money::from_cents(1)), "overflow");
  EXPECT_DEATH(static_cast<void>(-Money::from_cents(kLeast)), "overflow");
}
#endif

TEST(Money, LinesCarryWhatJsonKeepsExactly) {
  EXPECT_TRUE(line_amount(kMaxAmountCents));
  EXPECT_TRUE(line_amount(-kMaxAmountCents));
  EXPECT_FALSE(line_amount(kMaxAmountCents + 1));
  EXPECT_FALSE(line_amount(-kMaxAmountCents - 1));
}

TEST(Period, ParsesYearsAndMonthsOnly) {
  EXPECT_EQ(Period::parse("2026")->packed(), 202600);
  EXPECT_EQ(Period::parse("2026-07")->packed(), 202607);
  EXPECT_TRUE(Period::parse("2026")->whole_year());
  EXPECT_EQ(Period::parse("2026-07")->its_year(), *Period::year(2026));
  for (const char* bad : {"", "26", "20260", "2026-", "2026-00", "2026-13", "2026-7", "2026/07",
                          " 2026", "2026-07-01", "0999", "+026", "2026-+1"}) {
    EXPECT_FALSE(Period::parse(bad)) << bad;
  }
  EXPECT_EQ(Period::month(2026, 7)->iso(), "2026-07");
  EXPECT_FALSE(Period::month(2026, 0));
  EXPECT_FALSE(Period::from_packed(202613));
  EXPECT_FALSE(Period::from_packed(-202601));
  EXPECT_FALSE(Period().valid());
}

TEST(Date, RefusesDaysThatDoNotExist) {
  EXPECT_EQ(Date::parse("2024-02-29")->iso(), "2024-02-29");
  for (const char* bad :
       {"2023-02-29", "2024-04-31", "2024-13-01", "2024-00-01", "2024-1-01", ""}) {
    EXPECT_FALSE(Date::parse(bad)) << bad;
  }
  EXPECT_EQ(Date::from_ms(0).iso(), "1970-01-01");
  EXPECT_EQ(Date::from_ms(-1).iso(), "1969-12-31");
  EXPECT_EQ(Date::from_ms(86'399'999, 1).iso(), "1970-01-02");
  EXPECT_EQ(Date::parse("2026-07-23")->month(), 7);
}

TEST(Uuid, VersionSevenNeverRunsBackwards) {
  fakes::FakeClock clock;
  fakes::FakeRandom random;
  UuidSource source(clock, random);
  Uuid last = source.next();
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5000) {
      clock.set_ms(1000);  // the user has set the clock back
    }
    const Uuid next = source.next();
    ASSERT_LT(last.text(), next.text());
    ASSERT_EQ(next.text()[14], '7');
    last = next;
  }
}

TEST(Uuid, TextIsStrict) {
  const std::string text = "01890a5d-ac96-774b-bcce-b302099a8057";
  EXPECT_EQ(Uuid::parse(text)->text(), text);
  for (const char* bad :
       {"", "01890A5D-ac96-774b-bcce-b302099a8057", "01890a5dac96-774b-bcce-b302099a8057-",
        "01890a5d-ac96-774b-bcce-b302099a805", "01890a5d-ac96-774b-bcce-b302099a80577",
        "01890a5g-ac96-774b-bcce-b302099a8057"}) {
    EXPECT_FALSE(Uuid::parse(bad)) << bad;
  }
}

TEST(Uuid, NamesOfOtherPartsGiveOtherIds) {
  const Uuid a = name_uuid({}, "code", {"ab", "c"});
  EXPECT_NE(a, name_uuid({}, "code", {"a", "bc"}));
  EXPECT_NE(a, name_uuid({}, "unit", {"ab", "c"}));
  EXPECT_EQ(a, name_uuid({}, "code", {"ab", "c"}));
  EXPECT_EQ(a.text()[14], '8');
}

TEST(Sha256, MatchesThePublishedVectors) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256().update("a").update("bc").finish(), sha256("abc"));
  EXPECT_EQ(*hash_from_hex(to_hex(sha256("x"))), sha256("x"));
  EXPECT_FALSE(hash_from_hex("00"));
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
  EXPECT_TRUE(is_valid_utf8("āčē €−Δ 🏛"));
  using namespace std::string_view_literals;
  for (const auto bad : {"\xC0\x80"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
                         "\x80"sv, "a\xC3"sv, "\xFF"sv, "a\0b"sv}) {
    EXPECT_FALSE(is_valid_utf8(bad));
  }
  EXPECT_EQ(count_code_points("āb€"), 3U);
  std::string text;
  for (const char32_t c : {U'a', U'ā', U'€', U'🏛'}) {
    append_utf8(text, c);
  }
  EXPECT_EQ(text, "aā€🏛");
}

TEST(Error, NamesAreUniqueAndComeBack) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < error_code_count(); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    EXPECT_TRUE(names.insert(error_name(code)).second);
    EXPECT_EQ(error_code_from_name(error_name(code)), code);
  }
  EXPECT_FALSE(error_code_from_name("no_such_code"));
  const Error error = caused_by(ErrorCode::storage_io, "ledger.db",
                                Error{ErrorCode::internal, "field", "data", nullptr});
  EXPECT_EQ(describe(error), "storage_io: ledger.db < internal [field]: data");
}

TEST(Job, BudgetEnds) {
  fakes::FakeClock clock;
  clock.set_step_us(400);
  Budget budget(clock, 1);
  EXPECT_FALSE(budget.spent());
  EXPECT_FALSE(budget.spent());
  EXPECT_TRUE(budget.spent());
}

}  // namespace
}  // namespace saimnieks::base
