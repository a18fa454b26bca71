#include "core/exchange/demo_lines.h"

namespace saimnieks::exchange {

void say_amount(const DemoCost& cost, std::int64_t cents, bool whole, model::Line& line) {
  constexpr std::int64_t kCentsAKilowattHour = 15;
  line.row.cents = cents;
  if (line.vat) {
    line.vat_cents = base::Money::from_cents(cents * 21 / 121);
  }
  if (cost.visits > 0) {
    line.quantity =
        whole ? std::optional(base::Decimal::from_millionths(
                    DemoAmounts::visits(cost, line.row.period % 100) * base::Decimal::kOne))
              : std::nullopt;
  } else if (!line.measure.empty()) {
    line.quantity =
        base::Decimal::from_millionths(cents / kCentsAKilowattHour * base::Decimal::kOne);
  }
}

std::string channel_of(const DemoCost& cost, int month, std::size_t number) {
  static constexpr const char* kChannels[] = {"in-person", "website", "mobile-app"};
  return cost.through_channels ? kChannels[(static_cast<std::size_t>(month) + number) % 3] : "";
}

base::Result<bool> say_document(const DemoCost& cost, std::int64_t number, std::int64_t piece,
                                model::Line& line) {
  constexpr int kLate = 29;
  constexpr int kDeparting = 53;
  const int year = line.row.period / 100;
  const int month = line.row.period % 100;
  const auto day = static_cast<int>((number * 7 + month * 3 + piece) % 28) + 1;
  const bool late = month != 0 && cost.document.empty() && (number + month) % kLate == 0;
  const int billed = month == 0 ? 12 : late && month <= 3 ? month + 3 : month;
  TRY(line.date, base::Date::from_ymd(year, billed, day));
  const std::string when = std::to_string(year % 100) + std::to_string(100 + month).substr(1);
  line.document = cost.document.empty() ? "R-" + when + "-" + std::to_string(number + 1) +
                                              (piece == 0 ? "" : "/" + std::to_string(piece + 1))
                                        : cost.document + "-" + when;
  line.note = late ? "Rēķins saņemts novēloti" : cost.said.note;
  line.departure_reason = (number + month) % kDeparting == 0 && cost.document.empty()
                              ? "Līgums noslēgts uz vienu gadu, tomēr izmaksas atkārtojas"
                              : "";
  return late;
}

base::Uuid entered_id(std::int64_t first_day, std::int64_t turn, std::int64_t turns,
                      std::uint64_t random) {
  constexpr std::int64_t kDays = 21;
  constexpr std::int64_t kDayMs = 86'400'000;
  constexpr std::int64_t kMorningMs = 8 * 3'600'000;
  constexpr std::int64_t kWorkMs = 9 * 3'600'000;
  const std::int64_t at = turn * kDays;
  const std::int64_t ms =
      (first_day + at / turns) * kDayMs + kMorningMs + at % turns * kWorkMs / turns;
  const std::uint64_t high = demo_mix(random);
  const std::uint64_t low = demo_mix(high);
  base::Uuid id;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::size_t shift = 8 * (7 - i);
    const std::uint64_t first =
        i < 6 ? static_cast<std::uint64_t>(ms) >> (8 * (5 - i)) : high >> shift;
    id.bytes[i] = static_cast<std::uint8_t>(first);
    id.bytes[i + 8] = static_cast<std::uint8_t>(low >> shift);
  }
  id.bytes[6] = static_cast<std::uint8_t>(0x70U | (id.bytes[6] & 0x0FU));
  id.bytes[8] = static_cast<std::uint8_t>(0x80U | (id.bytes[8] & 0x3FU));
  return id;
}

}  // namespace saimnieks::exchange
