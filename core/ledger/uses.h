// Uses: how many living rows name each dimension row, so that undoing takes away only what nobody
// has built upon.
#pragma once

#include <array>
#include <vector>

#include "core/ledger/rows.h"

namespace saimnieks::ledger {

// Whether a living row names this one, which `number` is in a dimension; rows that `ignore` knows
// do not count.
[[nodiscard]] Result<bool> is_named(Database& db, Table table, std::uint32_t number,
                                    const base::Uuid& row,
                                    base::FunctionRef<bool(const base::Uuid&)> ignore);

class Uses {
 public:
  // Adds what every living row names; reads whole tables.
  [[nodiscard]] Result<void> count(Database& db);
  // `by` more rows name row `number` of the field's target; nothing for other fields.
  void add(const model::FieldInfo& field, std::int64_t number, std::int64_t by);
  [[nodiscard]] std::int64_t of(Table table, std::uint32_t number) const;

 private:
  std::array<std::vector<std::int64_t>, model::kTableCount> counts_;
};

}  // namespace saimnieks::ledger
