#include "core/views/table_file.h"

#include "core/exchange/encoding.h"

namespace saimnieks::views {
namespace {

bool is_figure(std::string_view text) {
  return text.find_first_not_of("+-0123456789.,") == std::string_view::npos;
}

}  // namespace

TableFile::TableFile() : text_(exchange::kByteOrderMark) {}

void TableFile::cell(std::string_view text) {
  const bool formula = !text.empty() &&
                       std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
                       !is_figure(text);
  if (!formula && text.find_first_of(";\"\r\n") == std::string_view::npos) {
    text_ += text;
    return;
  }
  text_ += formula ? "\"'" : "\"";
  for (const char c : text) {
    text_ += c;
    if (c == '"') {
      text_ += c;
    }
  }
  text_ += '"';
}

void TableFile::row(std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view text : cells) {
    text_ += first ? "" : ";";
    first = false;
    cell(text);
  }
  text_ += "\r\n";
}

}  // namespace saimnieks::views
