// What the person sees and has chosen, and what they can do: plain values, so that undo, deep links
// and tests fall out of them. The session's reducer is the only one that changes a UiState.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/cube/cube.h"
#include "core/exchange/mapping.h"
#include "core/text/text.h"

namespace saimnieks::views {

enum class Screen : std::uint8_t { start, compare, lines, import, sync, settings };
enum class ThemeChoice : std::uint8_t { system, light, dark };

enum class CompareColumn : std::uint8_t { name, base, other, delta, delta_bar, percent, percent_pin };

struct CompareState {
  std::optional<cube::Side> base;   // none: chosen by what the ledger holds
  std::optional<cube::Side> other;
  std::set<std::uint64_t> expanded;  // row keys
  CompareColumn sort = CompareColumn::name;
  bool descending = false;
  std::string query;  // of the search field
};

// The lines behind one figure.
struct LinesState {
  std::vector<cube::Member> path;  // from the root; empty: the total
  cube::Cube::Part part = cube::Cube::Part::both;
  std::optional<model::LineId> history_of;
};

struct UiState {
  Screen screen = Screen::start;
  text::Language language = text::Language::lv;
  ThemeChoice theme = ThemeChoice::system;
  CompareState compare;
  LinesState lines;
};

// --- actions
struct ChooseLanguage {
  text::Language language;
};
struct ChooseTheme {
  ThemeChoice theme;
};
struct GoTo {
  Screen screen;
};
struct OpenDemo {};
struct PickFile {};
struct Expand {
  std::uint64_t row;
  bool expanded;
};
struct SortBy {
  CompareColumn column;
};
struct Search {
  std::string query;
};
struct ChooseSides {
  cube::Side base;
  cube::Side other;
};
struct OpenLines {
  std::uint64_t row;  // 0: the total
  cube::Cube::Part part;
};
struct EditAmount {
  model::LineId line;
  std::string text;
};
struct EditNote {
  model::LineId line;
  std::string text;
};
struct ShowHistory {
  std::optional<model::LineId> line;
};
struct UndoLast {};
struct RedoLast {};

// What one column of an import means.
enum class ColumnRole : std::uint8_t {
  ignored,
  period,
  unit,
  unit_name,
  service,
  service_name,
  code,
  code_name,
  amount
};
struct SetColumnRole {
  std::size_t column;
  ColumnRole role;
};
struct SetYearTarget {
  int year;
  std::optional<exchange::Target> target;  // none: leave the year out
};
struct SetSkipRefused {
  bool skip;
};
struct StartImport {};
struct CancelImport {};
struct SaveMapping {};
struct SaveRefused {};
struct ExportChangeSet {};
struct StartVerify {};
struct KeepStorage {};
struct TakeUpdate {};
struct DismissMessage {};

using Action =
    std::variant<ChooseLanguage, ChooseTheme, GoTo, OpenDemo, PickFile, Expand, SortBy, Search,
                 ChooseSides, OpenLines, EditAmount, EditNote, ShowHistory, UndoLast, RedoLast,
                 SetColumnRole, SetYearTarget, SetSkipRefused, StartImport, CancelImport,
                 SaveMapping, SaveRefused, ExportChangeSet, StartVerify, KeepStorage, TakeUpdate,
                 DismissMessage>;

}  // namespace saimnieks::views
