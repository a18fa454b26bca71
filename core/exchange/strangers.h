// What a file names that the ledger does not have. A slip of the pen is as good a code as any, so
// people are told of what is new, and may have such rows wait or refused.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/text_hash.h"
#include "core/exchange/row_reader.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// A code of the state's economic classification, possibly with an institution's further digits. The
// second level is demanded where the catalogue knows one: 12000 fits no list in which 1300 does
// not.
[[nodiscard]] bool fits_economic_classification(std::string_view code);

struct Newcomers {
  static constexpr std::size_t kNamed = 20;
  struct Names {
    std::int64_t count = 0;
    std::vector<std::string> first;  // by name; at most kNamed
  };
  std::map<model::Table, Names> rows;  // units by path, codes as "EKK:1100", others by code
  // Codes of the economic or functional classification that stand below none of the state's; of a
  // file most of whose codes are economic ones, those that are not.
  Names unlisted;
};

class Strangers {
 public:
  // Both borrowed. Without a ledger nothing is new, and nothing is held back.
  Strangers(const Mapping& mapping, const ledger::Ledger* ledger)
      : mapping_(mapping), ledger_(ledger) {}

  // The lines of one row as Mapping::unknown has them; false: fault() says why the row is refused.
  // They live until the next call.
  [[nodiscard]] bool settle(std::span<const ParsedLine> row);
  [[nodiscard]] std::span<const ParsedLine> lines() const { return lines_; }
  [[nodiscard]] const RefusedRow& fault() const { return fault_; }  // without its line

  // The scheme of codes that name none, where rows are held against the ledger one by one.
  [[nodiscard]] std::optional<std::string> scheme() const;

  // Notes what of an accepted line is new; a code without a scheme is told by see_code().
  void see(const ParsedLine& line);
  void see_code(std::string_view scheme, std::string_view code);
  void see_unlisted(std::string_view scheme, std::string_view code);
  void restart() { found_.clear(); }
  [[nodiscard]] Newcomers found() const;

 private:
  struct Known {
    bool known = false;
    bool listed = true;  // or of a list of the institution's own
  };
  // Of what people would call a row; looked up once.
  [[nodiscard]] Known look(model::Table table, std::string_view name) const;
  [[nodiscard]] bool has_code(std::string_view scheme, std::string_view code) const;
  [[nodiscard]] bool has_unit(std::span<const std::string_view> path) const;
  [[nodiscard]] bool has(model::Table table, std::string_view code) const;
  void note(model::Table table, std::string_view name);
  bool refuse(const std::string& column, base::ErrorCode code, std::string_view value);
  [[nodiscard]] bool settle_row(ParsedLine& line);
  // Leaves the value out and notes its text, or refuses the row.
  [[nodiscard]] bool hold_back(const std::string& column, base::ErrorCode code,
                               std::string_view value);
  [[nodiscard]] std::string column_of(std::string_view key) const;

  using Looked = std::unordered_map<std::string, Known, base::TextHash, std::equal_to<>>;

  const Mapping& mapping_;
  const ledger::Ledger* ledger_;
  mutable std::optional<std::string> scheme_;
  mutable std::map<model::Table, Looked> looked_up_;
  std::map<model::Table, std::map<std::string, bool>> found_;  // name; whether it is listed
  std::set<std::string> unlisted_;
  std::vector<ParsedLine> own_;
  std::span<const ParsedLine> lines_;
  ParsedFurther further_;
  std::string note_;
  RefusedRow fault_;
};

}  // namespace saimnieks::exchange
