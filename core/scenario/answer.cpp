#include "core/scenario/answer.h"

#include <charconv>

namespace saimnieks::scenario {

using base::ExplainedUnit;
using nlohmann::ordered_json;

ordered_json to_json(const base::Explanation& explanation) {
  ordered_json out{{"name", explanation.name}};
  if (!explanation.value.empty()) {
    const char* const end = explanation.value.data() + explanation.value.size();
    std::int64_t cents = 0;
    const auto read = std::from_chars(explanation.value.data(), end, cents);
    // A sum of many amounts may be longer than 64 bits.
    if (explanation.unit == ExplainedUnit::cents && read.ptr == end && read.ec == std::errc()) {
      out["value"] = cents;
    } else {
      out["value"] = explanation.value;
    }
    out["unit"] = explanation.unit == ExplainedUnit::cents ? "cents"
                  : explanation.unit == ExplainedUnit::ppm ? "ppm"
                                                           : "number";
  }
  if (!explanation.formula.empty()) {
    out["formula"] = std::string(explanation.formula);
  }
  if (!explanation.see.empty()) {
    out["see"] = explanation.see;
  }
  if (!explanation.inputs.empty()) {
    ordered_json& inputs = out["inputs"] = ordered_json::array();
    for (const base::Explanation& input : explanation.inputs) {
      inputs.push_back(to_json(input));
    }
  }
  return out;
}

ordered_json cents_or_null(const std::optional<base::Money>& amount) {
  return amount ? ordered_json(amount->cents()) : ordered_json(nullptr);
}

ordered_json fixed_or_null(std::optional<base::I128> value, std::size_t digits) {
  return value ? ordered_json(base::fixed_text(*value, digits)) : ordered_json(nullptr);
}

}  // namespace saimnieks::scenario
