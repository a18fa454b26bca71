// TableFile: a table as a CSV file that a spreadsheet of the person's language opens by a double
// click: semicolons, decimal mark of the language, UTF-8 with a mark. Not for reading back in:
// that is exchange::export_csv.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace saimnieks::views {

class TableFile {
 public:
  TableFile();
  // A cell that begins like a formula is marked as text, so that opening a file never runs what
  // somebody wrote into a name. Figures ("-12,50") stay figures.
  void row(std::initializer_list<std::string_view> cells);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void cell(std::string_view text);

  std::string text_;
};

}  // namespace saimnieks::views
