// Keys: one small number a line that says to which group of a roll-up it belongs, made for a block
// of lines at a time, column by column, so that each step is one short loop over one array. Sieves
// leave out, in the same way, the lines that a query does not ask for.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/cube/derived.h"
#include "core/cube/lines.h"

namespace saimnieks::cube {

// Lines whose keys, amounts and columns stay in the fastest memory.
inline constexpr std::size_t kBlock = 2048;

// A stored column, or an axis that is derived from several.
struct Source {
  const Column* column = nullptr;  // null: derived
  Axis derived = Axis::level;
  std::uint32_t limit = 0;  // numbers from here on did not exist when it was read
};

// What a source adds to a line's key, modulo the key's size.
struct Term {
  Source source;
  std::vector<std::uint32_t> table;  // by number; empty, of a column: number × step + offset
  std::uint32_t step = 0;
  std::uint32_t offset = 0;

  // Does without the table, if its numbers from `first` on rise in even steps.
  void shorten(std::uint32_t first);
};

// Which of a source's numbers stay.
struct Sieve {
  Source source;
  std::vector<std::uint8_t> allowed;    // by number: 0 or 1
  std::array<std::uint8_t, 32> bits{};  // the same of the first 256, eight a byte
};

class Keys {
 public:
  // Borrows both; `derived` may be null when no source is derived.
  Keys(const Lines& lines, const Derived* derived) : lines_(lines), derived_(derived) {}

  // The following are about `count` lines from `from` on, at most kBlock. A key is 32 or 16 bits,
  // which are made twice as fast; no key may need more.
  void make(std::span<const Term> terms, std::size_t from, std::size_t count,
            std::uint16_t* keys) const;
  void make(std::span<const Term> terms, std::size_t from, std::size_t count,
            std::uint32_t* keys) const;
  // Writes the places (from 0) of the lines that every sieve lets through; answers how many.
  std::size_t choose(std::span<const Sieve> sieves, std::size_t from, std::size_t count,
                     std::uint16_t* chosen) const;
  // The keys of the chosen lines alone, one after the other; room for `count`.
  void make_chosen(std::span<const Term> terms, std::size_t from, std::size_t count,
                   const std::uint16_t* chosen, std::size_t found, std::uint32_t* keys) const;
  // Whether the source's number of the line existed when the source was read.
  [[nodiscard]] bool knows(const Source& source, std::size_t at) const;

 private:
  const Lines& lines_;
  const Derived* derived_;
};

}  // namespace saimnieks::cube
