// What is said beside a total of how far its lines can be trusted.
#include "core/views/quality_line.h"

#include <gtest/gtest.h>

namespace saimnieks::views {
namespace {

std::string said(std::int64_t between_units_cents) {
  const control::Quality quality;
  const auto year = base::Period::year(2026);
  return year ? quality_line(&quality, base::Money::from_cents(between_units_cents), *year, Words())
              : std::string();
}

TEST(QualityLine, SaysWhatIsChargedBetweenUnitsWhereItIsAnything) {
  const std::string without = said(0);
  EXPECT_EQ(without.find("starp iestādēm"), std::string::npos) << without;
  EXPECT_EQ(said(1'234'500),
            without +
                " Kopsummā 12\u202F345\u00A0€ ir norēķini starp iestādēm, kas ieskaitīti "
                "divreiz.");
}

}  // namespace
}  // namespace saimnieks::views
