// Commands: everything a user can do to the ledger's rows. Each is validated, then becomes table
// rows and ops in one transaction with one flush, and can be undone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/date.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/model/dimension.h"
#include "core/model/line.h"
#include "core/model/value.h"

namespace saimnieks::ledger {

using base::Money;
using base::Period;
using model::CodeId;
using model::LineId;
using model::LineKind;
using model::ServiceId;
using model::UnitId;
using model::VersionId;
using model::VersionStatus;

// What a new line carries. Plans need a version, actuals must not have one.
struct LineInput {
  LineKind kind = LineKind::actual;
  UnitId unit = model::kNoUnit;
  ServiceId service = model::kNoService;
  CodeId code = model::kNoCode;
  VersionId version = model::kNoVersion;
  Period period{};
  Money amount{};
  std::string note{};
};

struct AddLine {
  LineInput line{};
};

// Sets the fields that are given; fields that already hold the value are no change.
struct SetLine {
  LineId rid{};
  std::optional<Money> amount{};
  std::optional<Period> period{};
  std::optional<UnitId> unit{};
  std::optional<ServiceId> service{};
  std::optional<CodeId> code{};
  std::optional<VersionId> version{};
  std::optional<std::string> note{};
};

// Lines are never deleted: a voided line keeps its history and counts nowhere.
struct VoidLine {
  LineId rid{};
};

struct AddUnit {
  UnitId parent = model::kNoUnit;
  std::string code{};
  std::string name{};
};
struct AddService {
  std::string code{};
  std::string name{};
};
struct AddCode {
  std::string scheme{model::kEkkScheme};
  std::string code{};
  std::string name{};
};
struct AddVersion {
  std::string label{};
};
// draft → submitted → approved → superseded, each step by a command of its own; approval needs the
// decision's number and date, here or before, and another person than who submitted.
struct SetVersionStatus {
  VersionId version{};
  VersionStatus status{};
  std::string decision_number{};
  std::optional<base::Date> decision_date{};
  std::string exception{};
};

struct RenameUnit {
  UnitId unit{};
  std::string name{};
};
struct RenameService {
  ServiceId service{};
  std::string name{};
};
struct RenameCode {
  CodeId code{};
  std::string name{};
};

// One field of a row, as ops say it: references are uuid texts, choices names, dates and periods
// packed, decimals millionths; null takes a value away.
struct FieldValue {
  std::string field{};
  model::Value value{};
};

// Any row of any table, by its description in core/model: what is not known, missing, out of range
// or against a rule is refused with its field. A row with a natural key that was voided comes back.
// Of a line, `kind` is actual and `period` the date's month when they are left out.
//
// `exception` is the reason for which duties that are to be separate are not: it becomes a row of
// the table `exception` in the same transaction, and stays.
struct Add {
  model::Table table{};
  std::vector<FieldValue> fields{};
  std::string exception{};
};
// Sets the fields that are given.
struct Change {
  model::Table table{};
  base::Uuid row{};
  std::vector<FieldValue> fields{};
  std::string exception{};
};
// row_in_use when living rows name it; a line is named without being held.
struct Void {
  model::Table table{};
  base::Uuid row{};
  std::string exception{};
};

// A file becomes an attachment: its row and its content together. Media type, size and hash are the
// content's own (core/base/media_type.h). file_empty, file_too_large, file_type_differs.
struct Attach {
  std::string name{};
  std::string_view content{};                               // borrowed while the command runs
  std::optional<std::pair<model::Table, base::Uuid>> to{};  // a line, a version or a closing
  std::string note{};
};

// What a reference to a row that is not there is refused with: unit_unknown, … row_unknown.
[[nodiscard]] base::ErrorCode unknown_row(model::Table table);

// The last command that is not undone, by this device. changed_since when others have written over
// it: then nothing changes and the command can no longer be undone.
struct Undo {};
struct Redo {};

using Command = std::variant<AddLine, SetLine, VoidLine, AddUnit, AddService, AddCode, AddVersion,
                             SetVersionStatus, RenameUnit, RenameService, RenameCode, Add, Change,
                             Void, Attach, Undo, Redo>;

// What a commit did.
struct Committed {
  std::int64_t revision = 0;               // of the ledger after it
  std::int64_t ops = 0;                    // op ids taken; 0: nothing was there to change
  LineId line{};                           // the line added, of AddLine
  std::uint32_t dimension = model::kNone;  // the number of the row added, of AddUnit, AddService, …
  std::vector<base::Uuid> rows{};          // the row of each command: nil when it adds none
};

}  // namespace saimnieks::ledger
