// What the person sees and has chosen: plain values, so that saving, deep links and tests fall out
// of them. The session's reducer is the only one that changes a UiState.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/cube/cube.h"
#include "core/text/text.h"
#include "core/views/place.h"

namespace saimnieks::views {

enum class Screen : std::uint8_t { start, overview, compare, lines, entry, import, sync, settings };
enum class ThemeChoice : std::uint8_t { system, light, dark };

enum class CompareColumn : std::uint8_t {
  name,
  base,
  other,
  delta,
  delta_bar,
  percent,
  percent_pin
};

// By what the comparison is broken down, from the top.
enum class Breakdown : std::uint8_t { unit_service_code, service_unit_code, code_unit_service };
inline constexpr std::size_t kBreakdowns = 3;

struct CompareState {
  std::optional<cube::Side> base;  // none: chosen by what the ledger holds
  std::optional<cube::Side> other;
  // Both from January through this month; none: as far as both sides have figures.
  std::optional<int> through_month;
  Breakdown breakdown = Breakdown::unit_service_code;
  std::set<std::uint64_t> expanded;  // row keys
  std::set<std::uint64_t> closed;    // rows that a search has opened and the person closed again
  CompareColumn sort = CompareColumn::name;
  bool descending = false;
  std::string query;  // of the search field

  friend bool operator==(const CompareState&, const CompareState&) = default;
};

enum class LinesColumn : std::uint8_t { unit, service, code, period, scenario, amount, note };

// An amount or note that was typed and could not be taken: it stays where it was typed.
struct LineDraft {
  model::LineId line{};
  LinesColumn column = LinesColumn::amount;
  std::string text;
  base::ErrorCode fault = base::ErrorCode::internal;

  friend bool operator==(const LineDraft&, const LineDraft&) = default;
};

// The lines behind one figure of the comparison.
struct LinesState {
  std::vector<cube::Member> path;  // from the root; empty: the total
  cube::Cube::Part part = cube::Cube::Part::both;
  std::optional<LinesColumn> sort;  // none: in order of entry
  bool descending = false;
  std::string query;
  std::optional<model::LineId> shown;  // in the side panel
  std::optional<LineDraft> draft;

  friend bool operator==(const LinesState&, const LinesState&) = default;
};

// A line that is being entered or changed, field by field as it was typed or chosen: rows by uuid,
// choices and codes by name.
struct LineForm {
  std::optional<model::LineId> line{};  // none: a new one
  base::Uuid row{};                     // of that line
  std::map<std::string, std::string, std::less<>> typed{};
  std::map<std::string, std::string, std::less<>> original{};  // of a line that is there
  std::set<std::string> repeated{};                            // fields that the last entry had
  bool all_fields = false;
  std::string searched{};  // the field whose choices are being searched, and for what
  std::string query{};
  std::optional<base::ErrorCode> fault{};  // of the field that could not be taken
  std::string fault_field{};
  int saved = 0;  // lines one after another, so that each begins at its amount

  friend bool operator==(const LineForm&, const LineForm&) = default;
};

// What has just happened, said until it is dismissed or the next thing happens.
struct Message {
  enum class Tone : std::uint8_t { info, done, caution, fault };
  Tone tone = Tone::info;
  text::Key key{};
  std::vector<std::string> args{};
  std::optional<std::int64_t> count{};     // the key is a plural
  std::optional<base::ErrorCode> error{};  // whose text follows

  friend bool operator==(const Message&, const Message&) = default;
};

struct UiState {
  Screen screen = Screen::start;
  text::Language language = text::Language::lv;
  ThemeChoice theme = ThemeChoice::system;
  CompareState compare;
  bool compare_choices =
      false;  // the dialog of them is open, where the window has no room for them
  LinesState lines;
  LineForm form;
  Place place;
  std::string token;                // of the connect form
  std::optional<std::string> user;  // a name that was typed in the settings and is not saved
  std::optional<Message> message;
};

}  // namespace saimnieks::views
