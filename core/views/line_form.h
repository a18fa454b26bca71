// A line as a form: its fields as people read and write them, what they may choose from, and the
// command that the filled form is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cube/cube.h"
#include "core/ledger/ledger.h"
#include "core/views/labels.h"

namespace saimnieks::views {

struct FormOption {
  std::string value;  // as LineForm::typed holds it
  std::string label;
  std::string note;  // what stands above it
};

struct FormField {
  enum class Kind : std::uint8_t { amount, text, long_text, choice, search };

  std::string_view name;  // of the line's field; lives as long as the program
  Kind kind = Kind::text;
  std::string label;
  std::string text;                 // what stands in it, as a person reads it
  std::vector<FormOption> options;  // of a choice: all; of a search: what fits the query, the first
  std::optional<std::size_t> chosen;  // of the options
  std::int64_t matches = 0;           // of a search: how many there are
  std::string hint;
  std::string fault;
  std::string_view unit;
  bool required = false;
};

struct LineFormView {
  std::string title;
  std::string subtitle;
  std::vector<FormField> fields;  // the amount first
  bool changes = false;           // a line that is there already
  bool has_more = false;          // fields that are not shown
};

[[nodiscard]] LineFormView build_line_form(const ledger::Ledger& ledger, const LineForm& form,
                                           const Words& words);

// A form for a new actual: of today, and of what the figure's path fixes (its unit, service, code).
// What the person entered last stays as it was, but for what is each line's own.
[[nodiscard]] LineForm new_line(const ledger::Ledger& ledger, const LineForm& last,
                                const std::vector<cube::Member>& path, const Words& words);
// A form that holds the line as it is. line_unknown.
[[nodiscard]] base::Result<LineForm> form_of(const ledger::Ledger& ledger, model::LineId line,
                                             const Words& words);

// Add, or Change with what differs. Errors name the field that can't be read.
[[nodiscard]] base::Result<ledger::Command> command_of(const LineForm& form,
                                                       text::Language language);

// The catalogue's function that the form names and the ledger has no row of yet: it is to be added
// before the line, in one transaction with it. None when there is nothing to add.
[[nodiscard]] std::optional<ledger::Command> function_to_add(const ledger::Ledger& ledger,
                                                             const LineForm& form);

}  // namespace saimnieks::views
