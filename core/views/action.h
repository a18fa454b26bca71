// What a person can do on the screens. A screen answers at most one action a frame; the session
// carries it out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/exchange/mapping.h"
#include "core/oplog/op.h"
#include "core/views/column_roles.h"
#include "core/views/state.h"

namespace saimnieks::views {

// ---- everywhere
struct ChooseLanguage {
  text::Language language;
};
struct ChooseTheme {
  ThemeChoice theme;
};
struct GoTo {
  Screen screen;
};
struct UndoLast {};
struct RedoLast {};
struct DismissMessage {};
struct CancelJob {};
struct TakeUpdate {};
struct KeepStorage {};

// ---- first start
struct OpenDemo {};

// ---- import
struct PickFile {};
struct PickMapping {};
struct ChooseSheet {  // of the workbook that is being imported
  std::string name;
};
struct SetColumnRole {
  std::size_t column;
  ColumnRole role;
};
struct SetAmountUnit {
  exchange::AmountUnit unit;
};
struct SetYearTarget {
  int year;
  std::optional<exchange::Target> target;  // none: leave the year out
};
struct SetAllYears {
  YearPreset preset;
};
struct SetSkipRefused {
  bool skip;
};
struct StartImport {};
struct SaveMapping {};
struct SaveRefused {};

// ---- comparison
struct ExpandRow {
  std::uint64_t row;
  bool expanded;
};
struct CollapseAll {};
struct SortBy {
  CompareColumn column;
};
struct SearchRows {
  std::string query;
};
struct ChooseSides {
  cube::Side base;
  cube::Side other;
};
struct ChooseThroughMonth {
  int month;
};
struct ChooseBreakdown {
  Breakdown breakdown;
};
struct ShowCompareChoices {
  bool open;
};
struct OpenLines {
  std::vector<cube::Member> path;
  cube::Cube::Part part;
};
struct ShowRow {  // in the comparison, with all above it expanded
  std::vector<cube::Member> path;
};
struct ExportComparison {};

// ---- lines
struct SortLines {
  LinesColumn column;
};
struct SearchLines {
  std::string query;
};
struct ShowLine {
  std::optional<model::LineId> line;
};
struct EditAmount {
  model::LineId line;
  std::string text;
};
struct EditNote {
  model::LineId line;
  std::string text;
};
struct VoidShownLine {
  model::LineId line;
};

struct AttachFile {  // one that is picked next
  model::LineId line;
};
struct OpenAttachment {
  base::Uuid row;
};

// ---- a line as a form
struct ChangeLine {  // opens the form with the line
  model::LineId line;
};
struct SayField {  // typed, or chosen
  std::string field;
  std::string text;
};
struct SearchField {
  std::string field;
  std::string query;
};
struct ShowAllFields {};
struct SaveLine {
  bool attach = false;                // a file is picked next, for the line
  std::optional<SayField> said = {};  // what was typed in the field that was just left
};

// ---- sync
struct SetToken {
  std::string token;
};
struct Connect {};
struct SyncNow {};
struct BecomeNewDevice {};  // of a copy that went on beside its original
struct ExportChangeSet {};
struct DismissRefused {
  oplog::OpId op;
};
struct RepeatRefused {  // the refused value, anew, on top of what stands there now
  oplog::OpId op;
};

// ---- settings
struct SayUser {  // typed, not saved yet
  std::string name;
};
struct SaveUser {};
struct StartVerify {};
struct DownloadLedger {};

using Action = std::variant<
    ChooseLanguage, ChooseTheme, GoTo, UndoLast, RedoLast, DismissMessage, CancelJob, TakeUpdate,
    KeepStorage, OpenDemo, PickFile, PickMapping, ChooseSheet, SetColumnRole, SetAmountUnit,
    SetYearTarget, SetAllYears, SetSkipRefused, StartImport, SaveMapping, SaveRefused, ExpandRow,
    CollapseAll, SortBy, SearchRows, ChooseSides, ChooseThroughMonth, ChooseBreakdown,
    ShowCompareChoices, OpenLines, ShowRow, ExportComparison, SortLines, SearchLines, ShowLine,
    EditAmount, EditNote, VoidShownLine, AttachFile, OpenAttachment, ChangeLine, SayField,
    SearchField, ShowAllFields, SaveLine, SetToken, Connect, SyncNow, BecomeNewDevice,
    ExportChangeSet, DismissRefused, RepeatRefused, SayUser, SaveUser, StartVerify, DownloadLedger>;

}  // namespace saimnieks::views
