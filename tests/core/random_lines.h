// Lines with anything that a line can have, by a seed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/dimension.h"
#include "core/model/line.h"

namespace saimnieks::ledger {

struct RandomLines {
  explicit RandomLines(std::uint64_t seed) : state(seed) {}

  std::uint64_t below(std::uint64_t end) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33U) % end;
  }
  template <class Id>
  Id maybe(std::uint64_t most) {
    return below(3) == 0 ? Id{model::kNone} : Id{static_cast<std::uint32_t>(below(most))};
  }
  template <class Choice>
  std::optional<Choice> chosen() {
    return below(3) == 0
               ? std::nullopt
               : std::optional(static_cast<Choice>(below(model::kChoices<Choice>.size())));
  }
  // With numbers of members below `most`, and amounts within `half` but now and then.
  model::LineRow line(std::int64_t rid, std::uint64_t most, std::int64_t half,
                      model::Words& words) {
    model::LineRow row;
    row.rid = model::LineId{rid};
    row.cents = below(50) == 0
                    ? INT64_MIN
                    : static_cast<std::int64_t>(below(INT32_MAX)) % half * (below(2) == 0 ? -1 : 1);
    row.unit = maybe<model::UnitId>(most);
    row.service = maybe<model::ServiceId>(most);
    row.code = maybe<model::CodeId>(300);
    row.version = maybe<model::VersionId>(2);
    row.resource = maybe<model::ResourceId>(70'000);
    row.policy = maybe<model::PolicyId>(1);
    row.function = maybe<model::CodeId>(most);
    row.source = maybe<model::SourceId>(4);
    row.task = below(2) == 0 ? model::kNoWord : words.number("PU" + std::to_string(below(40)));
    row.condition = below(2) == 0 ? model::kNoWord : words.number("N" + std::to_string(below(9)));
    row.channel = below(2) == 0 ? model::kNoWord : words.number("klātiene");
    row.period = static_cast<std::int32_t>(202'500 + below(13));
    row.kind = static_cast<model::LineKind>(below(2));
    row.voided = below(5) == 0;
    row.basis = static_cast<model::Basis>(below(2));
    row.nature = static_cast<model::Nature>(below(4));
    row.phase = chosen<model::Phase>();
    row.regular = chosen<model::Regularity>();
    row.role = chosen<model::RoleRow>();
    return row;
  }

  std::uint64_t state;
};

}  // namespace saimnieks::ledger
