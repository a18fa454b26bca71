// Alternatives: several ways to reach the same, side by side; and how one of them holds when the
// rate or the volume is another one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/value/appraisal.h"

namespace saimnieks::value {

struct Alternative {
  std::string id;
  std::vector<Year> years;
};

struct Comparison {
  struct Row {
    Appraisal appraisal;
    base::Money more;  // NPV − NPV of the first alternative
    // The same amount in each of years 1 … n that has the same present value; in cents. Absent when
    // there is no year after year 0.
    std::optional<base::Money> yearly{};
    std::int64_t rank = 0;  // from 1; equal ones share it
  };
  std::vector<Row> rows;   // in the order of the alternatives
  bool same_years = true;  // whether all last equally long
};

// Each appraised as by appraise(), at one rate. The larger NPV ranks first; where alternatives last
// differently long, the larger yearly amount, since a longer life would win by its length alone (an
// alternative without one ranks last). Yearly = NPV / Σ 1/(1 + rate)^t over t = 1 … n ("Appraisal"
// of the methodology's formulas; equivalent annual worth), rounded once from the exact NPV, half
// away from zero. Faults: id_twice ("/alternatives/1/id"), and those of appraise() below
// "/alternatives/1".
[[nodiscard]] base::Result<Comparison> compare(base::Decimal9 rate_ppm,
                                               std::span<const Alternative> alternatives);

// "comparison": under a node for each alternative its appraisal, explained; then "more", "yearly"
// and "rank".
[[nodiscard]] base::Explanation explain(base::Decimal9 rate_ppm,
                                        std::span<const Alternative> alternatives,
                                        const Comparison& comparison);

// What a year costs whatever the volume is; cost and benefit at the planned volume.
struct VolumeYear {
  base::Money fixed_cost;
  base::Money volume_cost;
  base::Money benefit;
};

struct Sensitivity {
  // By rate, then by volume.
  std::vector<std::vector<base::Money>> npv;
  // By rate: the volume at which the NPV is 0, in ppm of the planned one, to the nearest; absent
  // when a larger volume does not help, or none is needed.
  std::vector<std::optional<base::I128>> break_even_ppm;
};

// "Appraisal" of the methodology's formulas, tried at other rates and volumes. NPV, as appraise()
// has it, at every rate and volume; volumes in ppm of the planned one, not
// negative, scale volume_cost and benefit. Each is rounded once, half away from zero. Faults, with
// a JSON pointer as `field`: value_range ("/rates_ppm/0", "/volumes_ppm/0", "/years/2"),
// scenario_too_large, amount_out_of_range.
[[nodiscard]] base::Result<Sensitivity> sensitivity(std::span<const VolumeYear> years,
                                                    std::span<const base::Decimal9> rates_ppm,
                                                    std::span<const base::Decimal9> volumes_ppm);

// "sensitivity": what was entered for each year; then for each rate the "break-even" and for each
// volume the "npv-at-volume".
[[nodiscard]] base::Explanation explain(std::span<const VolumeYear> years,
                                        std::span<const base::Decimal9> rates_ppm,
                                        std::span<const base::Decimal9> volumes_ppm,
                                        const Sensitivity& sensitivity);

}  // namespace saimnieks::value
