// Files as offices save them, written by chance together with what they hold, and damaged by
// chance.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "core/exchange/mapping.h"
#include "tests/fakes/seams.h"

namespace saimnieks::exchange {

using fakes::FakeRandom;

// 0 … below − 1.
inline std::size_t any_below(FakeRandom& chance, std::size_t below) {
  return static_cast<std::size_t>(chance.below(below));
}

template <class Item>
const Item& any(FakeRandom& chance, const std::vector<Item>& items) {
  return items[any_below(chance, items.size())];
}

struct File {
  std::string bytes;
  Mapping mapping;
  // What it holds, by the one who wrote it.
  std::int64_t accepted = 0;
  std::int64_t lines = 0;
  std::int64_t blank = 0;
  std::int64_t total = 0;
  std::int64_t other_year = 0;
  std::map<int, std::int64_t> sums;
};

class Writer {
 public:
  explicit Writer(FakeRandom& chance) : chance_(chance) {
    delimiter_ = any(chance, std::vector<char>{',', ';', '\t', '|'});
    decimal_ = any(chance, std::vector<char>{',', '.'});
    line_end_ = any(chance, std::vector<std::string>{"\n", "\r\n"});
    quotes_all_ = chance.below(4) == 0;
    months_ = chance.below(3) == 0;
    by_year_ = !months_ && chance.below(3) == 0;
    windows_ = chance.below(4) == 0;
    breaks_ = chance.below(2) == 0;
  }

  File write() {
    if (!windows_ && chance_.below(3) == 0) {
      file_.bytes = kByteOrderMark;
    }
    // A break in the first name: behind a byte order mark, its quote must still be one.
    std::vector<std::string> header{breaks_ ? "Gads,\nmēnesis" : "Gads", "Iestāde", "Pakalpojums",
                                    "EKK"};
    for (int month = 1; month <= (months_ ? 12 : 0); ++month) {
      header.push_back(std::to_string(month) + ". mēnesis");
    }
    if (!months_) {
      header.push_back(breaks_ ? "Summa,\n\"EUR\"" : "Summa");
    }
    put(header);
    const std::uint64_t rows = chance_.below(40) + 2;
    for (std::uint64_t i = 0; i < rows; ++i) {
      row(i == 0);
    }
    if (chance_.below(4) == 0) {  // without an end to the last line
      file_.bytes.resize(file_.bytes.size() - line_end_.size());
    }
    map_columns(header);
    return std::move(file_);
  }

 private:
  void row(bool first) {
    std::vector<std::string> cells;
    const std::uint64_t kind = first ? 9 : chance_.below(10);
    if (kind == 0) {
      cells.assign(months_ ? 16 : 5, chance_.below(2) == 0 ? "" : " ");
      ++file_.blank;
    } else if (kind == 1) {
      cells.assign(months_ ? 16 : 5, "");
      cells[0] = any(chance_, std::vector<std::string>{"Kopā", "KOPĀ:", "Pavisam kopā"});
      cells.back() = "12" + std::string(1, decimal_) + "00";
      ++file_.total;
    } else {
      data(cells, first);
    }
    put(cells);
  }

  void data(std::vector<std::string>& cells, bool first) {
    const int year = first ? 2026 : 2024 + static_cast<int>(chance_.below(3));
    const bool whole_year = months_ || chance_.below(2) == 0;
    cells.push_back(std::to_string(year) + (whole_year ? "" : "-0" + digit(9)));
    cells.push_back(word());
    cells.push_back(word());
    cells.push_back("1" + digit(2) + "00");
    const bool other = by_year_ && year == 2024;
    int there = 0;
    for (int month = 0; month < (months_ ? 12 : 1); ++month) {
      const bool empty = months_ && !(first && month == 0) && chance_.below(4) == 0;
      const auto cents = static_cast<std::int64_t>(chance_.below(100'000'000)) - 20'000'000;
      cells.push_back(empty ? "" : amount(cents));
      there += empty ? 0 : 1;
      if (!empty && !other) {
        file_.sums[year] += cents;
        ++file_.lines;
      }
    }
    if (there == 0) {  // a row of nothing would be refused
      cells.back() = amount(1);
      file_.sums[year] += 1;
      ++file_.lines;
    }
    ++(other ? file_.other_year : file_.accepted);
  }

  std::string digit(std::uint64_t up_to) { return std::to_string(chance_.below(up_to) + 1); }

  std::string word() {
    std::vector<std::string> words{"Skola", "Bērnudārzs", "Čiekurs", "Ūdens un siltums", "001"};
    if (breaks_) {
      words.insert(words.end(), {"a\"b", "\"", "x;y,z|w", "divas\nrindas", "\r\n.", "a\tb"});
    }
    return any(chance_, words);
  }

  std::string amount(std::int64_t cents) {
    std::string digits = std::to_string(cents < 0 ? -cents : cents);
    digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    std::string out = std::string(1, decimal_) + digits.substr(digits.size() - 2);
    std::string whole = digits.substr(0, digits.size() - 2);
    const std::string group =
        any(chance_,
            std::vector<std::string>{"", " ", "'", std::string(1, decimal_ == ',' ? '.' : ',')});
    while (whole.size() > 3) {
      out.insert(0, group + whole.substr(whole.size() - 3));
      whole.resize(whole.size() - 3);
    }
    out.insert(0, whole);
    if (cents < 0) {
      out = chance_.below(3) == 0 ? "(" + out + ")" : "-" + out;
    }
    return chance_.below(4) == 0 ? out + " EUR" : out;
  }

  void put(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& cell = cells[i];
      const bool quote =
          quotes_all_ || chance_.below(5) == 0 ||
          cell.find_first_of(std::string("\"\r\n") + delimiter_) != std::string::npos;
      if (i > 0) {
        file_.bytes += delimiter_;
      }
      std::string text = quote ? "\"" : "";
      for (const char c : cell) {
        text += quote && c == '"' ? "\"\"" : std::string(1, c);
      }
      text += quote ? "\"" : "";
      file_.bytes += windows_ ? to_windows(text) : text;
    }
    file_.bytes += line_end_;
  }

  // The letters of the words above.
  static std::string to_windows(const std::string& text) {
    static const std::map<char32_t, char> letters{
        {U'ā', '\xE2'}, {U'ē', '\xE7'}, {U'Č', '\xC8'}, {U'Ū', '\xDB'}, {U'Ā', '\xC2'}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = base::next_code_point(text, at);
      out += c < 0x80 ? static_cast<char>(c) : letters.at(c);
    }
    return out;
  }

  void map_columns(const std::vector<std::string>& header) {
    Mapping& mapping = file_.mapping;
    mapping.columns.period = header[0];
    mapping.columns.unit = {header[1]};
    mapping.columns.service = header[2];
    mapping.columns.code = header[3];
    for (int month = 1; month <= (months_ ? 12 : 0); ++month) {
      const std::string key = std::to_string(month + 100).substr(1);
      mapping.columns.amounts[key] = header[static_cast<std::size_t>(month) + 3];
    }
    if (!months_) {
      mapping.columns.amount = header[4];
    }
    if (by_year_) {
      mapping.by_year = {{2025, {model::LineKind::plan, "A"}}, {2026, {}}};
    }
    mapping.delimiter = delimiter_;
    if (chance_.below(2) == 0) {
      mapping.decimal = decimal_;
    }
  }

  FakeRandom& chance_;
  File file_;
  char delimiter_;
  char decimal_;
  std::string line_end_;
  bool quotes_all_;
  bool months_;
  bool by_year_;
  bool windows_;
  bool breaks_;
};

// As they arrive.
inline void damage(std::string& bytes, FakeRandom& chance) {
  static const std::vector<std::string> strange{"\"",
                                                "\"\"",
                                                "\n",
                                                "\r",
                                                "\r\n",
                                                ";",
                                                ",",
                                                "\t",
                                                "|",
                                                std::string(1, '\0'),
                                                "\xEF\xBB\xBF",
                                                "\xC4",
                                                "\xE2\x82",
                                                "\xFF\xFE",
                                                "\xF0\x9F\x98\x80",
                                                "\xED\xA0\x80",
                                                "\x1A",
                                                "\xA0",
                                                "-",
                                                "(",
                                                "1e9",
                                                "99999999999999999999",
                                                "0,001",
                                                "Kopā",
                                                "9999",
                                                "0000-13",
                                                std::string(700, 'x'),
                                                std::string(70'000, '"'),
                                                std::string(70'000, 'y'),
                                                std::string(300, '\n')};
  const std::uint64_t times = chance.below(4) + 1;
  for (std::uint64_t i = 0; i < times && !bytes.empty(); ++i) {
    const std::size_t at = any_below(chance, bytes.size() + 1);
    const std::size_t size = any_below(chance, std::min<std::size_t>(bytes.size() - at, 60) + 1);
    switch (chance.below(6)) {
      case 0:
        bytes.resize(at);
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, size));
        break;
      case 3:
        if (at < bytes.size()) {
          bytes[at] = static_cast<char>(chance.next());
        }
        break;
      default:
        bytes.insert(at, any(chance, strange));
    }
  }
}

}  // namespace saimnieks::exchange
