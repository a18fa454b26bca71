#include "sync/cli/messages.h"

#include "core/views/lines.h"

namespace saimnieks::cli {
namespace {

std::optional<text::Language>& said() {
  static std::optional<text::Language> language;
  return language;
}

}  // namespace

void speak(text::Language language) { said() = language; }
std::optional<text::Language> language_said() { return said(); }
text::Language language() { return said().value_or(text::Language::en); }

std::string message(const base::Error& error) {
  std::string text(text::catalog(language()).error(error.code));
  std::string field = error.field;
  if (said()) {
    views::Words words;
    words.texts = text::catalog(language());
    field = views::field_label(field, words);
  }
  const std::string detail = field.empty() ? error.context : field + " " + error.context;
  return detail.empty() ? text : text + " (" + detail + ")";
}

}  // namespace saimnieks::cli
