// Words that several views share: how members, sides, moments, sizes and messages are written. What
// a view needs to write at all is its Words.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/cube/cube.h"
#include "core/text/format.h"
#include "core/views/column_roles.h"
#include "core/views/state.h"
#include "core/views/variance.h"

namespace saimnieks::views {

// Language, moment and place of who reads.
struct Words {
  text::Catalog texts{text::Language::lv};
  std::int64_t now_ms = 0;
  // Minutes that the person's clock is ahead of UTC at a moment; summer time differs.
  std::function<int(std::int64_t)> utc_offset_minutes = [](std::int64_t) { return 0; };

  [[nodiscard]] text::Language language() const { return texts.language(); }
  [[nodiscard]] std::string_view operator[](text::Key key) const { return texts[key]; }
};

// Whole euro, as tables and sentences show them; and to the cent, as lines do.
[[nodiscard]] std::string whole_euro(std::int64_t cents, const Words& words);
[[nodiscard]] std::string whole_euro_with_unit(std::int64_t cents, const Words& words);
[[nodiscard]] std::string signed_euro(std::int64_t cents, const Words& words);
[[nodiscard]] std::string signed_euro_with_unit(std::int64_t cents, const Words& words);
// For sentences: from ten million on in millions, "48,8 milj. €"; the exact amounts stand beside.
[[nodiscard]] std::string brief_euro(std::int64_t cents, bool with_sign, const Words& words);
[[nodiscard]] std::string exact_euro(std::int64_t cents, const Words& words);

// "+4,2", under a header that says percent; words where there is no percentage.
[[nodiscard]] std::string percent_number(const Variance& variance, const Words& words);
// "+2,8 % · nelabvēlīga"
[[nodiscard]] std::string percent_and_meaning(const Variance& variance, const Words& words);

// "23.07.2026. 14:05"
[[nodiscard]] std::string moment(std::int64_t unix_ms, const Words& words);
// "pirms 2 dienām"; empty when there is no moment (0).
[[nodiscard]] std::string age(std::int64_t unix_ms, const Words& words);
// "2 dienas": how long something has been going on.
[[nodiscard]] std::string duration(std::int64_t unix_ms, const Words& words);
// "1,4 MB"
[[nodiscard]] std::string bytes(std::int64_t count, const Words& words);

// "011 Izglītības pārvalde", as much of it as there is; a fixed phrase where lines have none.
[[nodiscard]] std::string member_label(const cube::Cube& cube, const cube::Member& member,
                                       const Words& words);

// "Plāns A · 2014", for pickers and headers.
[[nodiscard]] std::string side_label(const cube::Cube& cube, const cube::Side& side,
                                     const Words& words);
// "2015. gada faktiskās izmaksas", the subject of a sentence.
[[nodiscard]] std::string side_subject(const cube::Cube& cube, const cube::Side& side,
                                       const Words& words);
// "2014. gada plānā A", after "nekā".
[[nodiscard]] std::string side_compared(const cube::Cube& cube, const cube::Side& side,
                                        const Words& words);

// "marts"; brief "jūn."
[[nodiscard]] std::string month_label(std::uint32_t month, bool brief, const Words& words);
// "janv.–jūn."; the whole year for 12.
[[nodiscard]] std::string span_label(int through_month, const Words& words);

[[nodiscard]] std::string role_label(const ColumnRole& role, const Words& words);

struct MessageView {
  Message::Tone tone = Message::Tone::info;
  std::string title;
  std::string text;
};
[[nodiscard]] MessageView message_view(const Message& message, const Words& words);

}  // namespace saimnieks::views
