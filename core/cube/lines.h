// Lines: the ledger's lines as columns, one array an axis, by rid − 1. What few lines tell apart
// (kind, version, basis, nature, object, role) is one column of facets, and time one of periods,
// each a number in a list of what was met: a query judges the list once, not every line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/cube/axis.h"
#include "core/cube/column.h"

namespace saimnieks::ledger {
struct LineColumns;
}

namespace saimnieks::cube {

struct Facet {
  model::LineKind kind = model::LineKind::actual;
  std::uint32_t version = model::kNone;
  std::uint32_t basis = 0;
  std::uint32_t nature = 0;
  std::uint32_t object = model::kNone;  // an ObjectKind
  std::uint32_t role = model::kNone;    // that the line names itself
};

// Numbers 0, 1, 2 … for a few keys, in the order of meeting.
class Numbering {
 public:
  // `next` is what a new key gets.
  std::uint32_t of(std::uint64_t key, std::uint32_t next) {
    One& latest = latest_[key * 0x9E37'79B9'7F4A'7C15 >> 56U];
    if (latest.key != key || latest.number == model::kNone) {
      latest = {key, look_up(key, next)};
    }
    return latest.number;
  }

 private:
  struct One {
    std::uint64_t key = 0;
    std::uint32_t number = model::kNone;
  };
  std::uint32_t look_up(std::uint64_t key, std::uint32_t next);

  std::vector<One> sorted_;
  std::array<One, 256> latest_{};  // that was met, by the hash of its key
};

class Lines {
 public:
  // The axes that have a column of their own.
  static constexpr std::array<Axis, 12> kStored{
      Axis::unit,   Axis::service, Axis::code, Axis::resource,  Axis::policy,  Axis::function,
      Axis::source, Axis::phase,   Axis::task, Axis::condition, Axis::channel, Axis::regular};

  [[nodiscard]] std::size_t size() const { return size_; }  // absent ones too
  [[nodiscard]] std::size_t present() const { return present_; }
  [[nodiscard]] bool has(std::size_t at) const { return at < size_ && facets_.number(at) != 0; }
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::optional<model::LineRow> row(std::size_t at) const;

  [[nodiscard]] static bool stores(Axis axis);
  [[nodiscard]] const Column& column(Axis axis) const {  // `axis` must be stored
    return columns_[static_cast<std::size_t>(axis)];
  }
  [[nodiscard]] const Amounts& amounts() const { return amounts_; }
  // Places in the lists; of a line that is absent or voided, none.
  [[nodiscard]] const Column& facets() const { return facets_; }
  [[nodiscard]] const Column& periods() const { return periods_; }
  [[nodiscard]] const std::vector<Facet>& facet_list() const { return facet_list_; }
  [[nodiscard]] const std::vector<std::int32_t>& period_list() const { return period_list_; }

  void reserve(std::size_t size);
  void grow(std::size_t size);
  // A voided row is removed. `row.rid` must be below size().
  void set(const model::LineRow& row);
  // Lines whose rids follow each other.
  void set(const ledger::LineColumns& lines);
  void remove(std::size_t at);

 private:
  std::uint32_t facet_of(const Facet& facet);
  std::uint32_t period_of(std::int32_t period);

  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t present_ = 0;
  Amounts amounts_;
  std::array<Column, kAxes> columns_;  // by axis; those that are not stored stay empty
  Column facets_;
  Column periods_;
  std::vector<Facet> facet_list_;
  std::vector<std::int32_t> period_list_;
  Numbering facet_numbers_;
  Numbering period_numbers_;
};

}  // namespace saimnieks::cube
