// Members: in which order an axis shows its members, and what stands above each. Read from the
// ledger's dimensions when first asked for, and kept until they change.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/cube/cube.h"

namespace saimnieks::cube {

class Members {
 public:
  explicit Members(const Cube& cube) : cube_(cube) {}

  // Siblings stand by code, those of one code by number, and what has no member last.
  [[nodiscard]] bool before(const Member& a, const Member& b) const;
  // Of an axis of rows, words or values: each member's place among all of them, by number.
  [[nodiscard]] const std::vector<std::uint32_t>& places(Axis axis);
  // From the top of the hierarchy to this one.
  [[nodiscard]] std::vector<Member> lineage(const Member& member);
  [[nodiscard]] static bool nests(Axis axis) { return axis == Axis::unit || axis == Axis::code; }
  void forget();

 private:
  void read_codes();
  [[nodiscard]] std::string_view digits(std::uint32_t code) const;

  const Cube& cube_;
  std::array<std::vector<std::uint32_t>, kAxes> places_;
  bool has_codes_ = false;
  std::vector<std::uint32_t> codes_;  // of the economic classification, by the digits that count
};

// For all orders that are made once a query: what each sort of its own would cost a first visit
// is more than the calls do.
void sort_numbers(std::vector<std::uint32_t>& numbers,
                  base::FunctionRef<bool(std::uint32_t a, std::uint32_t b)> before);

}  // namespace saimnieks::cube
