#include "core/control/catalogue_costs.h"

#include <algorithm>
#include <map>

#include "core/control/line_total.h"
#include "core/control/plan_and_actual.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using ledger::Ledger;
using model::ConformityState;

constexpr std::size_t kNotStated = 4;

// The entry of the list that the code is, or that stands above the box or item that it is.
const catalogue::Entry* entry_of(CatalogueAxis axis, const std::string& code) {
  const bool task = axis == CatalogueAxis::task;
  const catalogue::Catalogue& list = catalogue::current();
  if (const auto* own =
          list.find(task ? catalogue::Kind::task : catalogue::Kind::condition, code)) {
    return own;
  }
  const auto* below =
      list.find(task ? catalogue::Kind::task_box : catalogue::Kind::condition_item, code);
  return below == nullptr ? nullptr : below->parent;
}

ConformityState of_items(const std::vector<ConformityState>& items) {
  const auto count = [&](ConformityState state) {
    return static_cast<std::size_t>(std::count(items.begin(), items.end(), state));
  };
  const std::size_t apart = count(ConformityState::not_applicable);
  if (apart == items.size()) {
    return ConformityState::not_applicable;
  }
  if (apart + count(ConformityState::met) == items.size()) {
    return ConformityState::met;
  }
  return apart + count(ConformityState::not_met) == items.size() ? ConformityState::not_met
                                                                 : ConformityState::partly;
}

// By service and code of the condition or item.
using Rows = std::map<std::pair<model::ServiceId, std::string>, model::Conformity>;

Standing standing(const Rows& rows, model::ServiceId service, const catalogue::Entry& condition) {
  const auto said = [&](std::string_view code) {
    const auto found = rows.find({service, std::string(code)});
    return found == rows.end() ? nullptr : &found->second;
  };
  if (const model::Conformity* own = said(condition.code)) {
    return {own->state, false, own->evidence, own->date};
  }
  std::vector<ConformityState> items;
  std::size_t all = 0;
  for (const catalogue::Entry* item : condition.children) {
    if (item->kind != catalogue::Kind::condition_item) {
      continue;
    }
    ++all;
    if (const model::Conformity* one = said(item->code)) {
      items.push_back(one->state);
    }
  }
  return all > 0 && items.size() == all ? Standing{of_items(items), true, {}, {}} : Standing{};
}

}  // namespace

cube::Query query_of(const Ledger& ledger, const Cube& cube, const CatalogueQuestion& question) {
  cube::Query query;
  query.rows = {question.axis == CatalogueAxis::task ? Axis::task : Axis::condition};
  query.where.push_back(cube::filter(question.period));
  if (question.below != model::kNoUnit) {
    query.where.push_back(filter_below(cube, question.below));
  }
  if (question.service != model::kNoService) {
    query.where.push_back({Axis::service, ledger.services()[question.service].code});
  }
  if (question.version) {
    query.where.push_back({Axis::version, ledger.versions()[*question.version].name});
  }
  return query;
}

std::vector<CatalogueCost> costs_by_entry(const Ledger& ledger, const Cube& cube,
                                          const CatalogueQuestion& question) {
  std::vector<CatalogueCost> out;
  std::map<const catalogue::Entry*, std::size_t> places;
  for (const catalogue::Entry& entry : catalogue::current().entries(
           question.axis == CatalogueAxis::task ? catalogue::Kind::task
                                                : catalogue::Kind::condition)) {
    places.emplace(&entry, out.size());
    out.push_back({&entry, std::string(entry.code), {}, {}});
  }
  CatalogueCost none;
  const cube::Pivot pivot = cube.pivot(query_of(ledger, cube, question));
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const std::string code = cube.code_of(pivot.nodes[i].member);
    CatalogueCost* row = &none;
    if (!code.empty()) {
      const auto found = places.find(entry_of(question.axis, code));
      if (found == places.end()) {
        out.push_back({nullptr, code, {}, {}});
      }
      row = found == places.end() ? &out.back() : &out[found->second];
      row->words.push_back(code);
    }
    row->cost.plan += Money::from_cents(pivot.cell(i, 0).plan_cents);
    row->cost.actual += Money::from_cents(pivot.cell(i, 0).actual_cents);
  }
  out.push_back(std::move(none));
  return out;
}

Result<std::array<base::Explanation, 2>> explain(const Ledger& ledger, const Cube& cube,
                                                 const CatalogueQuestion& question,
                                                 const CatalogueCost& row) {
  const cube::Query query = query_of(ledger, cube, question);
  const cube::Pivot pivot = cube.pivot(query);
  std::array totals{LineTotal("plan"), LineTotal("actual")};
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const std::string code = cube.code_of(pivot.nodes[i].member);
    const bool of_row =
        row.code.empty() ? code.empty() : std::count(row.words.begin(), row.words.end(), code) > 0;
    if (!of_row) {
      continue;
    }
    const auto node = static_cast<std::int32_t>(i);
    TRY_DO(totals[0].add(ledger, cube.lines_behind(query, pivot, node, 0, Cube::Part::plan)));
    TRY_DO(totals[1].add(ledger, cube.lines_behind(query, pivot, node, 0, Cube::Part::actual)));
  }
  return std::array{totals[0].explanation(), totals[1].explanation()};
}

Result<std::vector<ConditionStandings>> standings(const Ledger& ledger, model::UnitId below,
                                                  model::ServiceId service) {
  Rows rows;
  TRY_DO(ledger.each_fact<model::Conformity>([&](const model::Conformity& one) {
    if (!one.voided) {
      rows.emplace(std::pair(one.service, one.condition), one);
    }
  }));
  std::vector<ConditionStandings> out;
  for (const catalogue::Entry& condition :
       catalogue::current().entries(catalogue::Kind::condition)) {
    ConditionStandings of;
    of.condition = &condition;
    for (std::uint32_t i = 0; i < ledger.services().size(); ++i) {
      const model::ServiceId id{i};
      const model::Service& one = ledger.services()[id];
      const bool counts = service != model::kNoService
                              ? id == service
                              : model::in_cut(ledger.units(), one.unit, below);
      if (!one.usable() || !counts) {
        continue;
      }
      of.of_service = standing(rows, id, condition);
      ++of.counts[of.of_service.state ? static_cast<std::size_t>(*of.of_service.state)
                                      : kNotStated];
    }
    out.push_back(std::move(of));
  }
  return out;
}

}  // namespace saimnieks::control
