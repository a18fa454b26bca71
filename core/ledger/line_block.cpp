#include "core/ledger/line_block.h"

#include <algorithm>
#include <unordered_map>

#include "core/oplog/canonical.h"

namespace saimnieks::ledger {
namespace {

using model::Cell;
using model::FieldInfo;
using model::FieldType;
using oplog::append_json_int;
using oplog::append_json_text;

std::span<const FieldInfo> fields() { return model::table_info(Table::line).fields; }

std::uint64_t bit_of(std::string_view name) {
  const FieldInfo* field = model::find_field(model::table_info(Table::line), name);
  return std::uint64_t{1} << (field - fields().data());
}

// What is written of every import's lines, whether it says something or not.
std::uint64_t common_fields() {
  std::uint64_t out = 0;
  for (const char* name :
       {"amount_cents", "catalogue", "code", "kind", "period", "service", "unit", "version"}) {
    out |= bit_of(name);
  }
  return out;
}

bool names_dimension(const FieldInfo& field) {
  return field.type == FieldType::reference &&
         model::table_info(field.target).kind == model::TableKind::dimension;
}

}  // namespace

void LineBlock::Dictionary::begin() {
  ++round_;
  values_.clear();
  index_.clear();
}

void LineBlock::Dictionary::add(std::uint32_t number) {
  const std::size_t slot = number == model::kNone ? 0 : std::size_t{number} + 1;
  if (slot >= seen_.size()) {
    seen_.resize(slot + slot / 2 + 16);
  }
  if (seen_[slot].round != round_) {
    seen_[slot] = {round_, static_cast<std::uint32_t>(values_.size())};
    values_.push_back(number);
  }
  index_.push_back(seen_[slot].place);
}

template <class Value>
void LineBlock::Dictionary::write(std::string& out, Value value) const {
  if (values_.size() == 1) {
    out += "{\"all\":";
    value(out, values_.front());
    out += '}';
    return;
  }
  out += "{\"dict\":[";
  for (std::size_t i = 0; i < values_.size(); ++i) {
    out += i == 0 ? "" : ",";
    value(out, values_[i]);
  }
  out += "],\"new\":[";
  for (std::size_t i = 0; i < index_.size(); ++i) {
    out += i == 0 ? "" : ",";
    append_json_int(out, index_[i]);
  }
  out += "]}";
}

StoredLine& LineBlock::add() { return lines_.emplace_back(); }

void LineBlock::add(const model::Line& line) {
  static_cast<model::Line&>(lines_.emplace_back()) = line;
  said_ |= said_fields(line);
}

void LineBlock::clear() {
  lines_.clear();
  said_ = 0;
}

const std::string& LineBlock::set(const BulkDimensions& dimensions) {
  static const std::uint64_t kCommon = common_fields();
  static const std::uint64_t kNote = bit_of("note");
  const bool noted = std::any_of(lines_.begin(), lines_.end(),
                                 [](const StoredLine& line) { return !line.note.empty(); });
  const std::uint64_t said = said_ | kCommon | (noted ? kNote : 0);
  set_ = "{";
  for (std::size_t i = 0; i < fields().size(); ++i) {
    if ((said >> i & 1U) != 0) {
      set_ += set_.size() > 1 ? "," : "";
      append_json_text(set_, fields()[i].name);
      set_ += ':';
      write_field(fields()[i], dimensions);
    }
  }
  set_ += '}';
  return set_;
}

void LineBlock::write_field(const FieldInfo& field, const BulkDimensions& dimensions) {
  if (field.name == "amount_cents") {
    write_amounts();
  } else if (field.name == "period") {
    write_periods();
  } else if (field.type == FieldType::choice || names_dimension(field)) {
    write_numbers(field, dimensions);
  } else {
    write_texts(field);
  }
}

void LineBlock::write_amounts() {
  set_ += "{\"new\":[";
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    set_ += i == 0 ? "" : ",";
    append_json_int(set_, lines_[i].row.cents);
  }
  set_ += "]}";
}

// Thirteen periods a year, counted from the year 1000, keep the dictionary's table small.
void LineBlock::write_periods() {
  numbers_.begin();
  for (const StoredLine& line : lines_) {
    numbers_.add(
        static_cast<std::uint32_t>((line.row.period / 100 - 1000) * 13 + line.row.period % 100));
  }
  numbers_.write(set_, [](std::string& out, std::uint32_t number) {
    append_json_int(out, (std::int64_t{number} / 13 + 1000) * 100 + number % 13);
  });
}

// Rows of dimensions and choices.
void LineBlock::write_numbers(const FieldInfo& field, const BulkDimensions& dimensions) {
  numbers_.begin();
  for (const StoredLine& line : lines_) {
    const Cell cell = field.read(static_cast<const model::Line*>(&line));
    numbers_.add(cell.null() ? model::kNone : static_cast<std::uint32_t>(cell.integer));
  }
  numbers_.write(set_, [&](std::string& out, std::uint32_t number) {
    if (number == model::kNone) {
      out += "null";
    } else if (field.type == FieldType::choice) {
      append_json_text(out, field.choices[number]);
    } else {
      out += '"';
      dimensions.uuid(field.target, number).append_text(out);
      out += '"';
    }
  });
}

// Anything else: as a dictionary where lines share values, as a list where they hardly do.
void LineBlock::write_texts(const FieldInfo& field) {
  std::unordered_map<std::string, std::uint32_t> places;
  std::vector<const std::string*> values;
  std::vector<std::uint32_t> index;
  std::string_view last;  // most lines say what the one before said
  for (const StoredLine& line : lines_) {
    const Cell cell = field.cell(static_cast<const model::Line*>(&line));
    const bool again = cell.kind == Cell::Kind::text && !index.empty() && cell.text == last;
    last = cell.kind == Cell::Kind::text ? cell.text : std::string_view();
    if (again) {
      index.push_back(index.back());
      continue;
    }
    std::string text;
    if (cell.kind == Cell::Kind::text) {
      append_json_text(text, cell.text);
    } else if (cell.kind == Cell::Kind::uuid) {
      append_json_text(text, cell.uuid.text());
    } else if (cell.kind == Cell::Kind::integer) {
      append_json_int(text, cell.integer);
    } else {
      text = "null";
    }
    const auto [at, fresh] =
        places.try_emplace(std::move(text), static_cast<std::uint32_t>(values.size()));
    if (fresh) {
      values.push_back(&at->first);
    }
    index.push_back(at->second);
  }
  const auto list = [this](const char* begin, const auto& items, auto write) {
    set_ += begin;
    for (std::size_t i = 0; i < items.size(); ++i) {
      set_ += i == 0 ? "" : ",";
      write(items[i]);
    }
    set_ += ']';
  };
  const auto value = [this](const std::string* text) { set_ += *text; };
  if (values.size() == 1) {
    set_ += "{\"all\":" + *values.front() + "}";
  } else if (values.size() * 2 > index.size()) {
    list("{\"new\":[", index, [&](std::uint32_t place) { value(values[place]); });
    set_ += '}';
  } else {
    list("{\"dict\":[", values, value);
    list(",\"new\":[", index, [this](std::uint32_t place) { append_json_int(set_, place); });
    set_ += '}';
  }
}

}  // namespace saimnieks::ledger
