// The part of a UiState that outlives the program: where the person was, as canonical JSON for a
// setting of this device. What was just said, a token, and what has settings of its own (language,
// theme) are not in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/ledger/ledger.h"
#include "core/views/state.h"

namespace saimnieks::views {

// A screen's stable name, as JSON and the page's address have it: "compare".
[[nodiscard]] std::string_view screen_name(Screen screen);
[[nodiscard]] std::optional<Screen> screen_from_name(std::string_view name);

[[nodiscard]] std::string print_kept(const UiState& state);

// Takes over what it understands and what the ledger still has; everything else stays as `state`
// has it. The text may be another build's, a broken one or empty. Lines behind a figure that is
// gone become the comparison.
void restore_kept(std::string_view json, const ledger::Ledger& ledger, UiState& state);

}  // namespace saimnieks::views
