#include "core/views/labels.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/date.h"

namespace saimnieks::views {
namespace {

using text::Key;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

std::string two_digits(std::int64_t number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string version_of(const cube::Cube& cube, const cube::Side& side) {
  return side.version ? cube.code_of({cube::Axis::version, model::index(*side.version)})
                      : std::string();
}

// "+4,2" of 421 hundredths: written as a percentage is, without its sign.
std::string one_decimal(std::int64_t hundredths, bool with_sign, const Words& words) {
  std::string text = text::format_percent(hundredths, words.language(), 1, with_sign);
  text.resize(text.find_last_of("0123456789") + 1);
  return text;
}

Key none_of(cube::Axis axis) {
  switch (axis) {
    case cube::Axis::unit:
      return Key::member_no_unit;
    case cube::Axis::service:
      return Key::member_no_service;
    case cube::Axis::code:
      return Key::member_no_code;
    default:
      return Key::member_none;
  }
}

}  // namespace

std::string whole_euro(std::int64_t cents, const Words& words) {
  return text::format_money(base::Money::from_cents(cents), words.language(), {0, false, false});
}

std::string whole_euro_with_unit(std::int64_t cents, const Words& words) {
  return text::format_money(base::Money::from_cents(cents), words.language(), {0, false, true});
}

std::string signed_euro(std::int64_t cents, const Words& words) {
  return text::format_money(base::Money::from_cents(cents), words.language(), {0, true, false});
}

std::string signed_euro_with_unit(std::int64_t cents, const Words& words) {
  return text::format_money(base::Money::from_cents(cents), words.language(), {0, true, true});
}

std::string brief_euro(std::int64_t cents, bool with_sign, const Words& words) {
  constexpr std::int64_t kMillion = 100'000'000;  // cents
  if (std::abs(cents) < 10 * kMillion) {
    return with_sign ? signed_euro_with_unit(cents, words) : whole_euro_with_unit(cents, words);
  }
  const std::string_view sign = cents < 0 ? "\u2212" : with_sign ? "+" : "";
  return words.texts.tr(Key::unit_brief_million, sign,
                        one_decimal(std::abs(cents) / (kMillion / 100), false, words));
}

std::string percent_number(const Variance& variance, const Words& words) {
  if (!variance.percent_hundredths) {
    return variance.meaning == Meaning::not_planned ? std::string(words[Key::compare_not_planned])
                                                    : std::string();
  }
  return one_decimal(*variance.percent_hundredths, true, words);
}

std::string percent_and_meaning(const Variance& variance, const Words& words) {
  if (!variance.percent_hundredths) {
    return percent_number(variance, words);
  }
  std::string percent =
      text::format_percent(*variance.percent_hundredths, words.language(), 1, true);
  if (variance.meaning == Meaning::none) {
    return percent;
  }
  return percent + " · " +
         std::string(words[variance.meaning == Meaning::favourable ? Key::compare_favourable
                                                                   : Key::compare_adverse]);
}

std::string exact_euro(std::int64_t cents, const Words& words) {
  return text::format_money(base::Money::from_cents(cents), words.language(), {2, false, false});
}

std::string moment(std::int64_t unix_ms, const Words& words) {
  const int offset = words.utc_offset_minutes(unix_ms);
  const base::Date date = base::Date::from_ms(unix_ms, offset);
  const std::int64_t local = unix_ms + offset * kMinuteMs;
  const std::int64_t minutes = (local - date.days_since_1970() * kDayMs) / kMinuteMs;
  return text::format_date(date, words.language()) + " " + two_digits(minutes / 60) + ":" +
         two_digits(minutes % 60);
}

std::string age(std::int64_t unix_ms, const Words& words) {
  return unix_ms == 0 ? std::string() : text::format_age(words.now_ms - unix_ms, words.language());
}

std::string duration(std::int64_t unix_ms, const Words& words) {
  const std::int64_t length = std::max<std::int64_t>(words.now_ms - unix_ms, 0);
  if (length < kMinuteMs) {
    return std::string(words[Key::duration_moment]);
  }
  if (length < kHourMs) {
    return words.texts.plural(Key::duration_minutes, length / kMinuteMs);
  }
  return length < kDayMs ? words.texts.plural(Key::duration_hours, length / kHourMs)
                         : words.texts.plural(Key::duration_days, length / kDayMs);
}

std::string bytes(std::int64_t count, const Words& words) {
  constexpr std::int64_t kStep = 1000;
  if (count < kStep * kStep) {
    return words.texts.tr(Key::bytes_kb,
                          text::format_count((count + kStep - 1) / kStep, words.language()));
  }
  const bool giga = count >= kStep * kStep * kStep;
  const std::int64_t unit = giga ? kStep * kStep * kStep : kStep * kStep;
  const std::int64_t tenths = count / (unit / 10);
  const std::string number = text::format_count(tenths / 10, words.language()) +
                             (words.language() == text::Language::lv ? "," : ".") +
                             std::to_string(tenths % 10);
  return words.texts.tr(giga ? Key::bytes_gb : Key::bytes_mb, number);
}

std::string member_label(const cube::Cube& cube, const cube::Member& member, const Words& words) {
  if (member.id == model::kNone) {
    return std::string(words[none_of(member.axis)]);
  }
  if (member.axis == cube::Axis::month || member.axis == cube::Axis::year) {
    const auto period = member.axis == cube::Axis::year
                            ? base::Period::year(static_cast<int>(member.id))
                            : base::Period::from_packed(member.id);
    return period ? text::format_period(*period, words.language()) : std::string();
  }
  std::string label = cube.code_of(member);
  const std::string name = cube.name_of(member);
  if (!name.empty() && name != label) {
    label += label.empty() ? name : " " + name;
  }
  return label;
}

// A version that is named after its year is "the plan" of that year.
std::string side_label(const cube::Cube& cube, const cube::Side& side, const Words& words) {
  const std::string year =
      side.year ? std::to_string(*side.year) : std::string(words[Key::side_all_years]);
  return side.kind == model::LineKind::actual ? words.texts.tr(Key::side_actual, year)
         : version_of(cube, side) == year
             ? words.texts.tr(Key::side_plan_of_year, year)
             : words.texts.tr(Key::side_plan, version_of(cube, side), year);
}

std::string side_subject(const cube::Cube& cube, const cube::Side& side, const Words& words) {
  const std::string version = version_of(cube, side);
  if (!side.year) {
    return side.kind == model::LineKind::actual
               ? std::string(words[Key::side_subject_actual_all])
               : words.texts.tr(Key::side_subject_plan_all, version);
  }
  const std::string year = std::to_string(*side.year);
  return side.kind == model::LineKind::actual ? words.texts.tr(Key::side_subject_actual, year)
         : version == year                    ? words.texts.tr(Key::side_subject_plan_of_year, year)
                           : words.texts.tr(Key::side_subject_plan, year, version);
}

std::string side_compared(const cube::Cube& cube, const cube::Side& side, const Words& words) {
  const std::string version = version_of(cube, side);
  if (!side.year) {
    return side.kind == model::LineKind::actual
               ? std::string(words[Key::side_compared_actual_all])
               : words.texts.tr(Key::side_compared_plan_all, version);
  }
  const std::string year = std::to_string(*side.year);
  return side.kind == model::LineKind::actual ? words.texts.tr(Key::side_compared_actual, year)
         : version == year ? words.texts.tr(Key::side_compared_plan_of_year, year)
                           : words.texts.tr(Key::side_compared_plan, year, version);
}

std::string month_label(std::uint32_t month, bool brief, const Words& words) {
  const auto key = text::key_from_name((brief ? "month.short." : "month.") +
                                       two_digits(static_cast<int>(month)));
  return key ? std::string(words[*key]) : std::string();
}

std::string span_label(int through_month, const Words& words) {
  if (through_month >= cube::kWholeYear) {
    return std::string(words[Key::compare_whole_year]);
  }
  const std::string last = month_label(static_cast<std::uint32_t>(through_month), true, words);
  return through_month == 1 ? last
                            : words.texts.tr(Key::compare_span, month_label(1, true, words), last);
}

std::string role_label(const ColumnRole& role, const Words& words) {
  const std::string level = std::to_string(role.level);
  switch (role.kind) {
    case ColumnRole::Kind::ignored:
      return std::string(words[Key::role_ignored]);
    case ColumnRole::Kind::period:
      return std::string(words[Key::role_period]);
    case ColumnRole::Kind::unit:
      return words.texts.tr(Key::role_unit, level);
    case ColumnRole::Kind::unit_name:
      return words.texts.tr(Key::role_unit_name, level);
    case ColumnRole::Kind::service:
      return std::string(words[Key::role_service]);
    case ColumnRole::Kind::service_name:
      return std::string(words[Key::role_service_name]);
    case ColumnRole::Kind::code:
      return std::string(words[Key::role_code]);
    case ColumnRole::Kind::code_name:
      return std::string(words[Key::role_code_name]);
    case ColumnRole::Kind::scheme:
      return std::string(words[Key::role_scheme]);
    case ColumnRole::Kind::kind:
      return std::string(words[Key::role_kind]);
    case ColumnRole::Kind::version:
      return std::string(words[Key::role_version]);
    case ColumnRole::Kind::note:
      return std::string(words[Key::role_note]);
    case ColumnRole::Kind::amount:
      return std::string(words[Key::role_amount]);
    case ColumnRole::Kind::further: {
      const auto key = text::key_from_name("role." + role.key);
      return key ? std::string(words[*key]) : role.key;
    }
    case ColumnRole::Kind::counterparty:
      return words.texts.tr(Key::role_counterparty, level);
    case ColumnRole::Kind::month_amount: {
      const auto month = text::key_from_name("month." + two_digits(role.level));
      return words.texts.tr(Key::role_amount_of, month ? words[*month] : std::string_view());
    }
    case ColumnRole::Kind::period_amount: {
      const auto period = base::Period::parse(role.key);
      return words.texts.tr(Key::role_amount_of,
                            period ? text::format_period(*period, words.language()) : role.key);
    }
  }
  return {};
}

MessageView message_view(const Message& message, const Words& words) {
  MessageView view;
  view.tone = message.tone;
  std::vector<std::string_view> args(message.args.begin(), message.args.end());
  view.title = message.count ? words.texts.fill_plural(message.key, *message.count, args)
                             : words.texts.fill(message.key, args);
  if (message.error) {
    view.text = words.texts.error(*message.error);
  }
  return view;
}

}  // namespace saimnieks::views
