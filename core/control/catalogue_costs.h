// Costs by the catalogue's tasks or conditions, plan and actual beside each other, and how many
// services meet each condition.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/control/life_cost.h"

namespace saimnieks::control {

enum class CatalogueAxis : std::uint8_t { task, condition };

struct CatalogueQuestion {
  CatalogueAxis axis{};
  base::Period period{};                         // a year with its months, or a month
  std::optional<model::VersionId> version{};     // of plans; none: the one that counts by default
  model::UnitId below = model::kNoUnit;          // this unit and what lies in it; none: everything
  model::ServiceId service = model::kNoService;  // only its lines; none: of whatever object
};

struct CatalogueCost {
  const catalogue::Entry* entry = nullptr;  // null: lines say another code, or none
  std::string code;                         // of the entry, or that other code; "" where none
  PlanActual cost;
  std::vector<std::string> words;  // that lines name: the entry itself, its boxes or items
};

// "Reference catalogue" of the domain, tasks and conditions. Every entry of the current catalogue's
// list in its order, lines or not, its boxes or items with
// it; then codes that the list does not have (a newer one may), by code; at last
// lines that name none, so that the rows come to all costs of the question. On the basis of cost,
// in cents, so that nothing is rounded; a line names at most one task and one condition, so no cost
// counts twice. It cannot fail. The cube must hold the ledger's lines.
[[nodiscard]] std::vector<CatalogueCost> costs_by_entry(const ledger::Ledger& ledger,
                                                        const cube::Cube& cube,
                                                        const CatalogueQuestion& question);

// What costs_by_entry() counts, a row a code that lines name.
[[nodiscard]] cube::Query query_of(const ledger::Ledger& ledger, const cube::Cube& cube,
                                   const CatalogueQuestion& question);

// "plan" and "actual" of one row: each the "total" of lines.
[[nodiscard]] base::Result<std::array<base::Explanation, 2>> explain(
    const ledger::Ledger& ledger, const cube::Cube& cube, const CatalogueQuestion& question,
    const CatalogueCost& row);

// Where services stand to a condition. What nobody has said is never taken for not met.
struct Standing {
  std::optional<model::ConformityState> state{};  // none: not stated
  bool of_items = false;                          // follows from the condition's items
  std::string evidence{};                         // of the row that says it
  std::optional<base::Date> date{};
};
inline constexpr std::size_t kStandings = 5;  // by ConformityState, then not stated

struct ConditionStandings {
  const catalogue::Entry* condition = nullptr;
  std::array<std::int64_t, kStandings> counts{};  // of services
  Standing of_service{};                          // of the one that is asked about
};

// "Conditions" of the domain's jobs; services are counted. Of every condition in its order, over
// the services in use whose unit is `below` or lies in it (none: all of them), or over one service.
// A service's row for a condition says where it stands; without one its items do, if all of them
// are stated: all met or not applicable is met (all not applicable is that), none met is not met,
// else partly. Faults are of storage.
[[nodiscard]] base::Result<std::vector<ConditionStandings>> standings(const ledger::Ledger& ledger,
                                                                      model::UnitId below,
                                                                      model::ServiceId service);

}  // namespace saimnieks::control
