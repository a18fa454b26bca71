#include "core/workbook/visitors.h"

#include <algorithm>

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

// Merged cells further down say nothing of a header.
constexpr std::int64_t kLastRowOfMerges = 1100;
constexpr std::size_t kMostMerges = 10'000;

std::optional<std::size_t> index_of(std::string_view digits) {
  std::size_t out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || out > kMostSharedTexts) {
      return std::nullopt;
    }
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional<std::size_t>(out);
}

}  // namespace

void RichText::start(std::string_view name) {
  aloud_ = aloud_ || name == "rPh";
  in_text_ = name == "t" && !aloud_;
}

void RichText::end(std::string_view name) {
  in_text_ = false;
  aloud_ = aloud_ && name != "rPh";
}

void RichText::text(std::string_view piece) {
  if (in_text_ && !too_long()) {
    text_ += piece;
  }
}

std::string RichText::take() {
  std::string out = std::move(text_);
  text_.clear();
  unescape(out);
  return out;
}

void TextsVisitor::start(std::string_view name, const XmlAttributes& /*attributes*/) {
  rich_.start(name);
}

void TextsVisitor::end(std::string_view name) {
  rich_.end(name);
  if (name != "si") {
    return;
  }
  const bool too_long = rich_.too_long();
  texts_.add(rich_.take());
  if (too_long || texts_.count() > kMostSharedTexts || texts_.bytes() > kMostSharedBytes) {
    fault_ = base::Error{ErrorCode::table_too_large, {}, "sharedStrings", nullptr};
  }
}

void TextsVisitor::text(std::string_view piece) { rich_.text(piece); }

void SheetVisitor::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "c") {
    start_cell(attributes);
  } else if (name == "v") {
    in_value_ = true;
  } else if (name == "f") {
    has_formula_ = true;
  } else if (name == "row") {
    start_row(attributes["r"]);
  } else if (name == "mergeCell" && merges_.size() < kMostMerges) {
    const std::string_view reference = attributes["ref"];
    const std::size_t colon = reference.find(':');
    const auto from = cell_place(reference.substr(0, colon));
    const auto to =
        colon == std::string_view::npos ? from : cell_place(reference.substr(colon + 1));
    if (from && to && from->row <= kLastRowOfMerges && to->column < kMostColumns &&
        from->row <= to->row && from->column <= to->column) {
      merges_.push_back({from->row, to->row, from->column, to->column});
    }
  } else if (type_ == Type::inline_text) {
    rich_.start(name);
  }
}

void SheetVisitor::start_row(std::string_view reference) {
  const auto said = reference.empty() ? std::nullopt : index_of(reference);
  const std::int64_t number = said ? static_cast<std::int64_t>(*said) : row_ + 1;
  if (number <= row_ || number > kMostRows || (!reference.empty() && !said)) {
    return fail(ErrorCode::file_damaged);
  }
  row_ = number;
  next_column_ = 0;
  open_row_ = cells_.size();
}

void SheetVisitor::start_cell(const XmlAttributes& attributes) {
  static constexpr std::pair<std::string_view, Type> kTypes[] = {
      {"s", Type::shared},  {"str", Type::text}, {"inlineStr", Type::inline_text},
      {"b", Type::boolean}, {"e", Type::fault},  {"d", Type::date}};
  const std::string_view type = attributes["t"];
  const auto* const known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                         [&](const auto& entry) { return entry.first == type; });
  type_ = known == std::end(kTypes) ? Type::number : known->second;
  const auto style = index_of(attributes["s"]);
  look_ = style && *style < styles_.size() ? styles_[*style] : NumberLook{};
  const std::string_view reference = attributes["r"];
  const auto place = cell_place(reference);
  const std::int64_t column = place ? static_cast<std::int64_t>(place->column) : next_column_;
  if (row_ == 0 || column < next_column_ || (!reference.empty() && !place)) {
    return fail(ErrorCode::file_damaged);
  }
  column_ = static_cast<std::size_t>(column);
  next_column_ = column + 1;
  value_.clear();
  has_formula_ = false;
}

void SheetVisitor::text(std::string_view piece) {
  if (in_value_ && value_.size() <= kMostCellBytes) {
    value_ += piece;
  } else if (type_ == Type::inline_text) {
    rich_.text(piece);
  }
}

void SheetVisitor::end(std::string_view name) {
  if (name == "v") {
    in_value_ = false;
  } else if (name == "c") {
    end_cell();
    type_ = Type::number;
  } else if (name == "row") {
    if (cells_.size() > open_row_) {
      ready_.push_back({row_, open_row_});
      open_row_ = cells_.size();
    }
  } else if (type_ == Type::inline_text) {
    rich_.end(name);
  }
}

void SheetVisitor::end_cell() {
  if (value_.size() > kMostCellBytes || rich_.too_long()) {
    return fail(ErrorCode::table_too_large);
  }
  switch (type_) {
    case Type::inline_text:
      return put(rich_.take(), CellKind::text);
    case Type::shared: {
      const auto index = index_of(value_);
      if (!index || *index >= shared_.count()) {
        return value_.empty() ? put({}, CellKind::text) : fail(ErrorCode::file_damaged);
      }
      return put(shared_[*index], CellKind::text);
    }
    case Type::text:
      unescape(value_);
      return put(value_, CellKind::text);
    case Type::boolean:
      return put(value_.empty()                      ? ""
                 : value_ == "1" || value_ == "true" ? "TRUE"
                                                     : "FALSE",
                 CellKind::text);
    case Type::fault:
      return put(value_, CellKind::fault);
    case Type::date:
      return put(value_, CellKind::text);
    case Type::number:
      break;
  }
  if (value_.empty()) {
    return has_formula_ ? put("=", CellKind::uncomputed) : put({}, CellKind::number);
  }
  auto number = plain_number(value_);
  if (!number) {
    return put(value_, CellKind::text);
  }
  if (look_.date) {
    if (const auto date = date_text(*number, from_1904_)) {
      return put(*date, CellKind::text);
    }
  }
  if (number->size() < look_.least_digits && number->find_first_of("-.") == std::string::npos) {
    number->insert(0, look_.least_digits - number->size(), '0');
  }
  put(*number, CellKind::number);
}

void SheetVisitor::put(std::string_view text, CellKind kind) {
  if (text.empty()) {
    return;  // a cell that only looks somehow
  }
  if (column_ >= kMostColumns) {
    return fail(ErrorCode::table_too_large);
  }
  values_.add(text);
  cells_.push_back({column_, kind});
  if (values_.bytes() > kMostRowBytes) {
    fail(ErrorCode::table_too_large);
  }
}

bool SheetVisitor::next(Row& row) {
  if (fetched_ == ready_.size()) {
    // What is left belongs to a row that has not ended; the rest makes room.
    Texts kept;
    for (std::size_t i = open_row_; i < cells_.size(); ++i) {
      kept.add(values_[i]);
    }
    cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(open_row_));
    values_ = std::move(kept);
    open_row_ = 0;
    ready_.clear();
    fetched_ = 0;
    return false;
  }
  const Ready& ready = ready_[fetched_++];
  const std::size_t end = fetched_ < ready_.size() ? ready_[fetched_].first_cell : open_row_;
  row.number = ready.number;
  row.cells.assign(cells_[end - 1].column + 1, {});
  row.kinds.assign(row.cells.size(), CellKind::text);
  for (std::size_t i = ready.first_cell; i < end; ++i) {
    row.cells[cells_[i].column] = values_[i];
    row.kinds[cells_[i].column] = cells_[i].kind;
  }
  return true;
}

}  // namespace saimnieks::workbook
