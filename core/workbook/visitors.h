// The two large parts of a workbook as their pieces come: shared texts, and the rows of a sheet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/workbook/cell_text.h"
#include "core/workbook/workbook.h"
#include "core/workbook/xml.h"

namespace saimnieks::workbook {

// Many texts in one place, since a million small strings would take several times the memory.
class Texts {
 public:
  void add(std::string_view text) {
    all_ += text;
    ends_.push_back(all_.size());
  }
  [[nodiscard]] std::size_t count() const { return ends_.size(); }
  [[nodiscard]] std::size_t bytes() const { return all_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(all_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

// A text in runs of several looks, without what only says how it is read aloud.
class RichText {
 public:
  void start(std::string_view name);
  void end(std::string_view name);
  void text(std::string_view piece);
  [[nodiscard]] std::string take();
  [[nodiscard]] bool too_long() const { return text_.size() > kMostCellBytes; }

 private:
  std::string text_;
  bool in_text_ = false;
  bool aloud_ = false;
};

class TextsVisitor final : public XmlVisitor {
 public:
  explicit TextsVisitor(Texts& texts) : texts_(texts) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  [[nodiscard]] std::optional<base::Error> fault() const override { return fault_; }

 private:
  Texts& texts_;
  RichText rich_;
  std::optional<base::Error> fault_;
};

class SheetVisitor final : public XmlVisitor {
 public:
  SheetVisitor(const Texts& shared, const std::vector<NumberLook>& styles, bool from_1904)
      : shared_(shared), styles_(styles), from_1904_(from_1904) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  [[nodiscard]] std::optional<base::Error> fault() const override { return fault_; }

  // The next row that has come whole; it lives until this is called after the last one.
  [[nodiscard]] bool next(Row& row);
  [[nodiscard]] const std::vector<Merge>& merges() const { return merges_; }

 private:
  void start_row(std::string_view reference);
  void start_cell(const XmlAttributes& attributes);
  void end_cell();
  void put(std::string_view text, CellKind kind);
  void fail(base::ErrorCode code) { fault_ = base::Error{code, {}, {}, nullptr}; }

  const Texts& shared_;
  const std::vector<NumberLook>& styles_;
  const bool from_1904_;
  std::optional<base::Error> fault_;
  std::vector<Merge> merges_;

  // The cell that is being read.
  enum class Type : std::uint8_t { number, shared, text, inline_text, boolean, fault, date };
  Type type_ = Type::number;
  NumberLook look_;
  std::string value_;
  RichText rich_;
  bool in_value_ = false;
  bool has_formula_ = false;
  std::int64_t row_ = 0;
  std::int64_t next_column_ = 0;
  std::size_t column_ = 0;

  // Rows that have come and were not fetched yet.
  struct Cell {
    std::size_t column;
    CellKind kind;
  };
  struct Ready {
    std::int64_t number;
    std::size_t first_cell;
  };
  Texts values_;
  std::vector<Cell> cells_;
  std::vector<Ready> ready_;
  std::size_t open_row_ = 0;  // where the cells begin that no row of ready_ has
  std::size_t fetched_ = 0;   // rows
};

}  // namespace saimnieks::workbook
