// The import as a person sees it: what the columns are, ten rows of it, what will happen to every
// year, and what a dry run found. It reads plain facts; running the import is the session's work.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/exchange/file_shape.h"
#include "core/exchange/import_job.h"
#include "core/exchange/mapping.h"
#include "core/views/column_roles.h"
#include "core/views/labels.h"

namespace saimnieks::views {

enum class ImportStep : std::uint8_t {
  no_file,
  reading,  // the file is being looked at
  mapping,  // the person says what is what; a dry run goes on beside it
  writing,
  done
};

// Borrowed for the call.
struct ImportFacts {
  ImportStep step = ImportStep::no_file;
  std::string file_name;
  std::int64_t file_bytes = 0;
  const exchange::FileShape* shape = nullptr;
  const exchange::Mapping* mapping = nullptr;
  const exchange::ImportReport* all_years = nullptr;  // of a dry run that left no year out
  const exchange::ImportReport* report = nullptr;     // of a dry run by the mapping as it is now
  bool checking = false;
  base::Progress progress;
  std::optional<base::Error> error;  // why the file cannot be imported as it is
  bool skip_refused = false;
  bool remembered = false;  // the mapping is that of an earlier import
};

struct ImportColumn {
  std::string name;
  std::string samples;
  std::size_t role = 0;  // in ImportView::roles
};

struct ImportYear {
  int year = 0;
  std::string label;
  std::string lines;
  std::string sum;
  std::optional<exchange::Target> target;  // none: left out
};

struct RefusedRowText {
  std::int64_t line = 0;
  std::string line_text;
  std::string column;
  std::string value;
  std::string reason;
};

struct ImportView {
  ImportStep step = ImportStep::no_file;
  std::string file_name;
  std::string file_note;  // size, encoding and delimiter or sheet, whence the mapping
  std::string progress_label;
  std::string progress_detail;
  std::int64_t progress_done = 0;
  std::int64_t progress_total = 0;
  std::string error_title;  // empty: nothing is amiss
  std::string error_text;

  std::vector<std::string> sheets;  // of a workbook that has several to choose among
  std::size_t sheet = 0;            // the one that is shown

  std::vector<ColumnRole> roles;
  std::vector<std::string> role_labels;  // as many
  std::vector<ImportColumn> columns;
  std::string missing;  // what must still be said; empty: nothing
  bool amount_in_cents = false;

  struct SampleColumn {
    std::string title;
    bool figure = false;
  };
  std::vector<SampleColumn> sample_columns;
  std::vector<std::vector<std::string>> sample_rows;  // at most ten

  std::vector<ImportYear> years;
  std::string years_note;
  bool kind_in_rows = false;  // a column says it: years can only be left out
  std::optional<YearPreset> preset;

  bool checking = false;
  bool has_report = false;
  std::string report_title;  // what the dry run says, in a sentence
  std::string read;
  std::string accepted;
  std::string skipped;
  std::string skipped_note;
  std::string refused;
  std::int64_t refused_count = 0;
  std::vector<RefusedRowText> refused_rows;
  std::string newcomers;     // sentences: what is not in the ledger and would be made
  std::string refused_more;  // "un vēl 312"; empty: all are shown
  bool skip_refused = false;
  bool can_import = false;
  std::string import_label;  // "Importēt 20 217 ierakstus"
  std::string done_title;    // "Importēti 20 217 ieraksti"
};

inline constexpr std::size_t kSampleRows = 10;
inline constexpr std::size_t kShownRefusals = 200;

[[nodiscard]] ImportView build_import(const ImportFacts& facts, const Words& words);

// The rows that were refused, with all their cells and the reason as one column more: whoever has
// mended them imports the file as it is. Of a file that was made so before, the reasons are
// renewed.
[[nodiscard]] std::string refused_csv(const exchange::ImportReport& report, const Words& words);

}  // namespace saimnieks::views
