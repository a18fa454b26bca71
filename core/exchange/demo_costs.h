// The costs of the demonstration municipality: what assets/demo says, as a list of things that cost
// something every month. Apart from the job, which knows amounts and no names.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/model/line.h"

namespace saimnieks::exchange {

struct DemoUnit {
  std::vector<std::string> codes;  // from the top
  std::vector<std::string> names;
};

struct DemoCost {
  DemoUnit unit;
  // One of service, resource and policy, or the task alone; `said` has the rest of what every line
  // of it says.
  std::string service, service_name;
  std::string resource, resource_name, resource_kind;
  std::string policy, policy_name;
  std::string scheme, code, code_name;
  std::string function, function_name;
  std::string source, source_name;
  DemoUnit counterparty;  // of a charge between institutions; none: no codes
  std::string document;   // that both sides of a charge name; empty: each line has its own
  model::Line said;
  std::string shape = "flat";
  int only_year = 0;   // 0: every year
  int only_month = 5;  // of the shape "once"
  std::int64_t year_cents = 0;
  std::int64_t overrun_percent = 0;
  std::int64_t visits = 0;        // of a year: the amounts are visits × the unit price of `said`
  bool exact = false;             // a year comes to year_cents, to the cent
  int needed_in = 0;              // the year whose actual lines the smallest example has; 0: none
  bool through_channels = false;  // month by month through another channel
  std::uint64_t key = 0;          // of all that names it
};

[[nodiscard]] std::vector<DemoUnit> demo_units(const nlohmann::json& data);
[[nodiscard]] std::vector<DemoCost> demo_costs(const nlohmann::json& data);

}  // namespace saimnieks::exchange
