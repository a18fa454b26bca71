#include "core/cube/keys.h"

#include <algorithm>
#include <numeric>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

// Natively the keys are made by instructions of 256 bits where the processor has them, chosen when
// the program starts; in a page those of 128 bits are all that there is.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && defined(__OPTIMIZE__)
#define SAIMNIEKS_WIDEST __attribute__((target_clones("avx2", "default"), flatten))
#else
#define SAIMNIEKS_WIDEST
#endif

namespace saimnieks::cube {
namespace {

// Where keys begin: at one number for all, which the first term brings along, or at what they are.
template <class Key>
struct Begin {
  bool first = false;
  Key number = 0;
};

template <class Key, class Part>
void put(const Begin<Key>& begin, std::size_t count, Key* keys, const Part& part) {
  if (begin.first) {
    for (std::size_t i = 0; i < count; ++i) {
      keys[i] = static_cast<Key>(begin.number + part(i));
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    keys[i] = static_cast<Key>(keys[i] + part(i));
  }
}

// Two numbers of 16 bits are multiplied in half the time of two of 32.
template <class Key, class Number>
void put_steps(const Begin<Key>& begin, const Number* numbers, std::uint32_t step,
               std::size_t count, Key* keys) {
  const auto narrow = static_cast<std::uint16_t>(step);
  if (sizeof(Key) == 2) {
    put(begin, count, keys, [numbers, narrow](std::size_t i) {
      return static_cast<std::uint16_t>(std::uint32_t{narrow} * numbers[i]);
    });
  } else if (sizeof(Number) <= 2 && step == narrow) {
    put(begin, count, keys, [numbers, narrow](std::size_t i) {
      return std::uint32_t{static_cast<std::uint16_t>(numbers[i])} * std::uint32_t{narrow};
    });
  } else {
    put(begin, count, keys,
        [numbers, step](std::size_t i) { return std::uint32_t{numbers[i]} * step; });
  }
}

Derived::Booking booking(const Lines& lines, std::size_t at) {
  return {.facet = lines.facets().number(at),
          .unit = lines.column(Axis::unit).number(at),
          .task = lines.column(Axis::task).number(at)};
}

// What all terms without a table add to every line.
template <class Key>
Key offset_of(std::span<const Term> terms) {
  std::uint32_t sum = 0;
  for (const Term& term : terms) {
    sum += term.offset;
  }
  return static_cast<Key>(sum);
}

#ifdef __wasm_simd128__
// A table of up to sixteen numbers below 2¹⁶ fits two registers, one a byte of the number, so that
// sixteen lines are looked up at once.
template <class Key>
void put_short(const Begin<Key>& begin, const std::uint8_t* numbers, std::size_t count,
               const std::vector<std::uint32_t>& table, Key* keys) {
  alignas(16) std::array<std::uint8_t, 16> low{};
  alignas(16) std::array<std::uint8_t, 16> high{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    low[i] = static_cast<std::uint8_t>(table[i]);
    high[i] = static_cast<std::uint8_t>(table[i] >> 8U);
  }
  const v128_t low_table = wasm_v128_load(low.data());
  const v128_t high_table = wasm_v128_load(high.data());
  const auto store = [&begin](Key* to, v128_t part) {
    if constexpr (sizeof(Key) == 2) {
      const v128_t all = wasm_i16x8_splat(static_cast<std::int16_t>(begin.number));
      wasm_v128_store(to, wasm_i16x8_add(begin.first ? all : wasm_v128_load(to), part));
    } else {
      const v128_t all = wasm_i32x4_splat(static_cast<std::int32_t>(begin.number));
      wasm_v128_store(to, wasm_i32x4_add(begin.first ? all : wasm_v128_load(to), part));
    }
  };
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const v128_t at = wasm_v128_load(numbers + i);
    const v128_t lows = wasm_i8x16_swizzle(low_table, at);
    const v128_t highs = wasm_i8x16_swizzle(high_table, at);
    const v128_t first =
        wasm_i8x16_shuffle(lows, highs, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const v128_t second = wasm_i8x16_shuffle(lows, highs, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13,
                                             29, 14, 30, 15, 31);
    if constexpr (sizeof(Key) == 2) {
      store(keys + i, first);
      store(keys + i + 8, second);
    } else {
      store(keys + i, wasm_u32x4_extend_low_u16x8(first));
      store(keys + i + 4, wasm_u32x4_extend_high_u16x8(first));
      store(keys + i + 8, wasm_u32x4_extend_low_u16x8(second));
      store(keys + i + 12, wasm_u32x4_extend_high_u16x8(second));
    }
  }
  put(begin, count - i, keys + i, [&](std::size_t k) { return table[numbers[i + k]]; });
}

bool is_short(const std::vector<std::uint32_t>& table) {
  return table.size() <= 16 && *std::max_element(table.begin(), table.end()) < 1U << 16U;
}

bool is_narrow(const Sieve& sieve) {
  return sieve.source.column != nullptr && sieve.source.column->is_narrow();
}

// A set of numbers below 256 in two registers, so that sixteen lines are looked up at once: of up
// to sixteen numbers a byte each, else a bit each.
struct NarrowSieve {
  const std::uint8_t* numbers = nullptr;
  const std::uint8_t* allowed = nullptr;
  v128_t low{};
  v128_t high{};
  bool few = false;

  NarrowSieve(const Sieve& sieve, std::size_t from)
      : numbers(sieve.source.column->narrow() + from),
        allowed(sieve.allowed.data()),
        few(sieve.allowed.size() <= 16) {
    if (few) {
      alignas(16) std::array<std::uint8_t, 16> bytes{};
      for (std::size_t number = 0; number < sieve.allowed.size(); ++number) {
        bytes[number] = sieve.allowed[number] != 0 ? 0xFF : 0;
      }
      low = wasm_v128_load(bytes.data());
    } else {
      low = wasm_v128_load(sieve.bits.data());
      high = wasm_v128_load(sieve.bits.data() + 16);
    }
  }

  // All bits of the lines from `at` on that stay.
  [[nodiscard]] v128_t sixteen(std::size_t at) const {
    const v128_t number = wasm_v128_load(numbers + at);
    if (few) {
      return wasm_i8x16_swizzle(low, number);
    }
    const v128_t bit_of =
        wasm_i8x16_make(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const v128_t byte = wasm_u8x16_shr(number, 3);
    const v128_t past = wasm_i8x16_sub(byte, wasm_i8x16_splat(16));
    // A place outside of a table answers 0.
    const v128_t bits = wasm_v128_or(wasm_i8x16_swizzle(low, byte), wasm_i8x16_swizzle(high, past));
    const v128_t bit = wasm_i8x16_swizzle(bit_of, wasm_v128_and(number, wasm_i8x16_splat(7)));
    return wasm_i8x16_ne(wasm_v128_and(bits, bit), wasm_i8x16_splat(0));
  }
};

// Which of eight lines stay, for each of the 256 ways: their places in a row.
using EightPlaces = std::array<std::array<std::uint8_t, 8>, 256>;
const EightPlaces& eight_places() {
  static const EightPlaces places = [] {
    EightPlaces made{};
    for (std::size_t bits = 0; bits < made.size(); ++bits) {
      std::size_t found = 0;
      for (std::uint8_t place = 0; place < 8; ++place) {
        made[bits][found] = place;
        found += bits >> place & 1U;
      }
    }
    return made;
  }();
  return places;
}

// The places of the lines that all of them let through. Without a branch a line, since nobody can
// foresee which stay.
std::size_t places_of(std::span<const NarrowSieve> sieves, std::size_t count,
                      std::uint16_t* places) {
  const EightPlaces& table = eight_places();
  std::size_t found = 0;
  std::size_t i = 0;
  const auto append = [&](std::size_t from, std::uint32_t bits) {
    const v128_t eight = wasm_u16x8_load8x8(table[bits].data());
    wasm_v128_store(places + found,
                    wasm_i16x8_add(eight, wasm_i16x8_splat(static_cast<std::int16_t>(from))));
    found += static_cast<std::size_t>(__builtin_popcount(bits));
  };
  for (; i + 16 <= count; i += 16) {
    v128_t stay = sieves[0].sixteen(i);
    for (std::size_t k = 1; k < sieves.size(); ++k) {
      stay = wasm_v128_and(stay, sieves[k].sixteen(i));
    }
    const std::uint32_t bits = wasm_i8x16_bitmask(stay);
    append(i, bits & 0xFFU);
    append(i + 8, bits >> 8U);
  }
  for (; i < count; ++i) {
    places[found] = static_cast<std::uint16_t>(i);
    found += std::all_of(sieves.begin(), sieves.end(),
                         [i](const NarrowSieve& one) { return one.allowed[one.numbers[i]] != 0; })
                 ? 1U
                 : 0U;
  }
  return found;
}
#endif

template <class Key>
void put_term(const Lines& lines, const Derived* derived, const Term& term, const Begin<Key>& begin,
              std::size_t from, std::size_t count, Key* keys) {
  if (term.source.column == nullptr) {
    put(begin, count, keys, [&](std::size_t i) {
      return term.table[derived->number(term.source.derived, booking(lines, from + i))];
    });
    return;
  }
  term.source.column->visit([&](const auto* all) {
    const auto* const numbers = all + from;
    if (term.table.empty()) {
      put_steps(begin, numbers, term.step, count, keys);
      return;
    }
#ifdef __wasm_simd128__
    if constexpr (sizeof(*numbers) == 1) {
      if (is_short(term.table)) {
        put_short(begin, numbers, count, term.table, keys);
        return;
      }
    }
#endif
    put(begin, count, keys,
        [numbers, table = term.table.data()](std::size_t i) { return table[numbers[i]]; });
  });
}

}  // namespace

void Term::shorten(std::uint32_t first) {
  if (first >= table.size()) {
    return;
  }
  const std::uint32_t even = first + 1 < table.size() ? table[first + 1] - table[first] : 0;
  const std::uint32_t begin = table[first] - first * even;
  for (std::uint32_t number = first; number < table.size(); ++number) {
    if (table[number] != number * even + begin) {
      return;
    }
  }
  table.clear();
  step = even;
  offset = begin;
}

namespace {

template <class Key>
void make_keys(const Lines& lines, const Derived* derived, std::span<const Term> terms,
               std::size_t from, std::size_t count, Key* keys) {
  Begin<Key> begin{true, offset_of<Key>(terms)};
  for (const Term& term : terms) {
    put_term(lines, derived, term, begin, from, count, keys);
    begin.first = false;
  }
  if (begin.first) {
    std::fill_n(keys, count, begin.number);
  }
}

SAIMNIEKS_WIDEST void make_small(const Lines& lines, const Derived* derived,
                                 std::span<const Term> terms, std::size_t from, std::size_t count,
                                 std::uint16_t* keys) {
  make_keys(lines, derived, terms, from, count, keys);
}
SAIMNIEKS_WIDEST void make_large(const Lines& lines, const Derived* derived,
                                 std::span<const Term> terms, std::size_t from, std::size_t count,
                                 std::uint32_t* keys) {
  make_keys(lines, derived, terms, from, count, keys);
}

}  // namespace

void Keys::make(std::span<const Term> terms, std::size_t from, std::size_t count,
                std::uint16_t* keys) const {
  make_small(lines_, derived_, terms, from, count, keys);
}
void Keys::make(std::span<const Term> terms, std::size_t from, std::size_t count,
                std::uint32_t* keys) const {
  make_large(lines_, derived_, terms, from, count, keys);
}

std::size_t Keys::choose(std::span<const Sieve> sieves, std::size_t from, std::size_t count,
                         std::uint16_t* chosen) const {
  std::size_t found = 0;
  bool first = true;
#ifdef __wasm_simd128__
  std::vector<NarrowSieve> narrow;
  for (const Sieve& sieve : sieves) {
    if (is_narrow(sieve)) {
      narrow.emplace_back(sieve, from);
    }
  }
  if (!narrow.empty()) {
    found = places_of(narrow, count, chosen);
    first = false;
  }
#endif
  if (first) {
    std::iota(chosen, chosen + count, std::uint16_t{0});
    found = count;
  }
  for (const Sieve& sieve : sieves) {
    const std::size_t among = found;
    const auto keep_if = [&](const auto& allowed) {
      found = 0;
      for (std::size_t i = 0; i < among; ++i) {
        const std::uint16_t place = chosen[i];
        chosen[found] = place;
        found += allowed(place);
      }
    };
    if (sieve.source.column == nullptr) {
      keep_if([&](std::uint16_t place) {
        return sieve.allowed[derived_->number(sieve.source.derived, booking(lines_, from + place))];
      });
      continue;
    }
#ifdef __wasm_simd128__
    if (is_narrow(sieve)) {
      continue;
    }
#endif
    sieve.source.column->visit([&](const auto* all) {
      keep_if([numbers = all + from, allowed = sieve.allowed.data()](std::uint16_t place) {
        return allowed[numbers[place]];
      });
    });
  }
  return found;
}

void Keys::make_chosen(std::span<const Term> terms, std::size_t from, std::size_t count,
                       const std::uint16_t* chosen, std::size_t found, std::uint32_t* keys) const {
  if (found > count / 4) {  // then all of them are made sooner
    make(terms, from, count, keys);
    for (std::size_t i = 0; i < found; ++i) {
      keys[i] = keys[chosen[i]];  // a place is never before its line's among the chosen
    }
    return;
  }
  std::fill_n(keys, found, offset_of<std::uint32_t>(terms));
  for (const Term& term : terms) {
    if (term.source.column == nullptr) {
      for (std::size_t i = 0; i < found; ++i) {
        keys[i] +=
            term.table[derived_->number(term.source.derived, booking(lines_, from + chosen[i]))];
      }
      continue;
    }
    term.source.column->visit([&](const auto* all) {
      for (std::size_t i = 0; i < found; ++i) {
        const std::uint32_t number = all[from + chosen[i]];
        keys[i] += term.table.empty() ? number * term.step : term.table[number];
      }
    });
  }
}

bool Keys::knows(const Source& source, std::size_t at) const {
  return source.column == nullptr ? derived_->knows(booking(lines_, at))
                                  : source.column->number(at) < source.limit;
}

}  // namespace saimnieks::cube
