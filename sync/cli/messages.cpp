#include "sync/cli/messages.h"

#include "core/text/text.h"

namespace saimnieks::cli {

std::string message(const base::Error& error) {
  std::string text(text::catalog(text::Language::en).error(error.code));
  const std::string detail =
      error.field.empty() ? error.context : error.field + " " + error.context;
  return detail.empty() ? text : text + " (" + detail + ")";
}

}  // namespace saimnieks::cli
