#include "core/scenario/answer.h"

#include <cstdlib>

namespace saimnieks::scenario {

using base::ExplainedUnit;
using nlohmann::ordered_json;

ordered_json to_json(const base::Explanation& explanation) {
  ordered_json out{{"name", explanation.name}};
  if (!explanation.value.empty()) {
    const bool whole = explanation.value.find('.') == std::string::npos;
    if (explanation.unit == ExplainedUnit::cents && whole) {
      out["value"] = std::strtoll(explanation.value.c_str(), nullptr, 10);
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
  if (!explanation.inputs.empty()) {
    ordered_json& inputs = out["inputs"] = ordered_json::array();
    for (const base::Explanation& input : explanation.inputs) {
      inputs.push_back(to_json(input));
    }
  }
  return out;
}

}  // namespace saimnieks::scenario
