// LineBlock: new lines that become one op, and the columns in which the op says them. Apart from
// the bulk write, whose transaction it knows nothing of.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/ledger/bulk_dimensions.h"
#include "core/ledger/rows.h"

namespace saimnieks::ledger {

class LineBlock {
 public:
  // A line to be filled in: with the fields of LineInput and the catalogue's version only.
  [[nodiscard]] StoredLine& add();
  void add(const model::Line& line);
  void clear();
  [[nodiscard]] std::vector<StoredLine>& lines() { return lines_; }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] bool usual() const { return is_usual(said_); }

  // Canonical JSON of the op's `set`, valid until the next call.
  [[nodiscard]] const std::string& set(const BulkDimensions& dimensions);

 private:
  // Dense numbers become places in a block's dictionary, without a hash table.
  class Dictionary {
   public:
    void begin();
    void add(std::uint32_t number);
    // `value` writes one distinct value as JSON.
    template <class Value>
    void write(std::string& out, Value value) const;

   private:
    struct Seen {
      std::uint32_t round = 0;
      std::uint32_t place = 0;
    };
    std::vector<Seen> seen_;
    std::vector<std::uint32_t> values_;
    std::vector<std::uint32_t> index_;
    std::uint32_t round_ = 0;
  };

  void write_field(const model::FieldInfo& field, const BulkDimensions& dimensions);
  void write_numbers(const model::FieldInfo& field, const BulkDimensions& dimensions);
  void write_periods();
  void write_amounts();
  void write_texts(const model::FieldInfo& field);

  std::vector<StoredLine> lines_;
  std::uint64_t said_ = 0;  // fields, by their place in the table's description
  Dictionary numbers_;
  std::string set_;
};

}  // namespace saimnieks::ledger
