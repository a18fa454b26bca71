// What the command line says of a fault: the text of its code, and what it was about. It speaks one
// language from its start to its end, that of --language, else English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/text/text.h"

namespace saimnieks::cli {

// Said once, before anything else is. Then fields are named in words, too; without it by their
// names, as scripts know them.
void speak(text::Language language);
// What was said by speak().
[[nodiscard]] std::optional<text::Language> language_said();
[[nodiscard]] text::Language language();

[[nodiscard]] std::string message(const base::Error& error);

}  // namespace saimnieks::cli
