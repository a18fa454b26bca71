// Explanation: how a figure came to be, as a tree that can be computed anew from its leaves. Every
// calculation answers one beside its value; screens open it, and tests recompute it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saimnieks::base {

enum class ExplainedUnit : std::uint8_t { cents, number, ppm };

struct Explanation {
  std::string name;  // what the figure is to the one above it: "weight", or an id
  // Exact, as decimal text: "-1250" cents, "3.5". Empty for a node that only gathers others.
  std::string value{};
  ExplainedUnit unit = ExplainedUnit::cents;
  // The rule by which `value` follows from `inputs`, by its name in docs/scenarios.md. Empty: the
  // value was entered, and is where a ledger names the lines behind it.
  std::string_view formula{};
  std::vector<Explanation> inputs{};
  // Of a leaf whose figure another tree of the same answer explains: that tree's place in the
  // answer, its name, and the names of inputs down to the node, which has the same value.
  std::vector<std::string> see{};

  static Explanation entered_cents(std::string name, std::int64_t cents) {
    return {std::move(name), std::to_string(cents)};
  }
  static Explanation seen_cents(std::string name, std::int64_t cents,
                                std::vector<std::string> see) {
    Explanation out = entered_cents(std::move(name), cents);
    out.see = std::move(see);
    return out;
  }
  static Explanation entered_number(std::string name, std::string text) {
    return {std::move(name), std::move(text), ExplainedUnit::number};
  }
};

}  // namespace saimnieks::base
