#include "core/control/explain_total.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/control/line_total.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::Result;
using cube::Cube;
using ledger::Ledger;
using model::LineId;

// The lines behind every node of a pivot, as one tree.
class Tree {
 public:
  Tree(const Ledger& ledger, const Cube& cube, const cube::Query& query, Cube::Part part)
      : ledger_(ledger), cube_(cube), query_(query), pivot_(cube.pivot(query)), part_(part) {}

  Result<Explanation> run() {
    constexpr std::int32_t kAll = -1;
    TRY(Node all, below("total", kAll, behind(kAll)));
    return std::move(all.explanation);
  }

 private:
  struct Node {
    base::Money amount;
    Explanation explanation;
  };

  [[nodiscard]] std::vector<LineId> behind(std::int32_t node) const {
    return cube_.lines_behind(query_, pivot_, node, 0, part_);
  }

  // The nodes right below one.
  [[nodiscard]] std::vector<std::int32_t> children(std::int32_t node) const {
    const auto end = node < 0 ? pivot_.nodes.size() : at(node + pivot_.nodes[at(node)].subtree);
    std::vector<std::int32_t> out;
    for (std::size_t i = at(node + 1); i < end; i += at(pivot_.nodes[i].subtree)) {
      out.push_back(static_cast<std::int32_t>(i));
    }
    return out;
  }

  // `lines`: all that the node counts, of which those that no node below it has are its own.
  Result<Node> below(std::string name, std::int32_t node, std::vector<LineId> lines) {
    Explanation out{std::move(name), {}, base::ExplainedUnit::cents, "total", {}};
    base::Money amount;
    for (const std::int32_t child : children(node)) {
      const std::vector<LineId> behind_it = behind(child);
      std::vector<LineId> its;
      std::set_intersection(lines.begin(), lines.end(), behind_it.begin(), behind_it.end(),
                            std::back_inserter(its));
      if (its.empty()) {
        continue;  // it has only lines of the other side, or of a version that does not count here
      }
      std::vector<LineId> rest;
      std::set_difference(lines.begin(), lines.end(), its.begin(), its.end(),
                          std::back_inserter(rest));
      lines = std::move(rest);
      TRY(Node part, below(cube_.code_of(pivot_.nodes[at(child)].member), child, std::move(its)));
      amount += part.amount;
      out.inputs.push_back(std::move(part.explanation));
    }
    LineTotal own({});
    TRY_DO(own.add(ledger_, lines));
    out.inputs.insert(out.inputs.end(), own.explanation().inputs.begin(),
                      own.explanation().inputs.end());
    amount += own.amount();
    out.value = std::to_string(amount.cents());
    return Node{amount, std::move(out)};
  }

  static std::size_t at(std::int32_t place) { return static_cast<std::size_t>(place); }

  const Ledger& ledger_;
  const Cube& cube_;
  const cube::Query& query_;
  const cube::Pivot pivot_;
  const Cube::Part part_;
};

}  // namespace

Result<Explanation> explain_total(const Ledger& ledger, const Cube& cube, const cube::Query& query,
                                  Cube::Part part) {
  return Tree(ledger, cube, query, part).run();
}

Result<std::vector<Explanation>> explain_year(const Ledger& ledger, const Cube& cube,
                                              const std::vector<cube::Filter>& where, int year,
                                              int months) {
  cube::Query query;
  query.rows = {cube::Axis::month};
  query.where = where;
  const cube::Pivot pivot = cube.pivot(query);
  LineTotal annual_plan("annual_plan");
  LineTotal plan("plan_to_date");
  LineTotal actual("actual_to_date");
  LineTotal year_plan("whole_year_plan");
  LineTotal year_actual("whole_year");
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const std::uint32_t period = pivot.nodes[i].member.id;
    if (period / 100 != static_cast<std::uint32_t>(year)) {
      continue;
    }
    const auto behind = [&](Cube::Part part) {
      return cube.lines_behind(query, pivot, static_cast<std::int32_t>(i), 0, part);
    };
    const std::vector<LineId> planned = behind(Cube::Part::plan);
    TRY_DO(annual_plan.add(ledger, planned));
    const std::uint32_t month = period % 100;
    if (month == 0) {
      TRY_DO(year_plan.add(ledger, planned));
      TRY_DO(year_actual.add(ledger, behind(Cube::Part::actual)));
    } else if (month <= static_cast<std::uint32_t>(months)) {
      TRY_DO(plan.add(ledger, planned));
      TRY_DO(actual.add(ledger, behind(Cube::Part::actual)));
    }
  }
  std::vector<Explanation> out{annual_plan.explanation(), plan.explanation(), actual.explanation(),
                               year_plan.explanation()};
  // What is planned for the year stands for what will be booked on it, until something is.
  out.push_back(year_actual.amount().is_zero() ? year_plan.explanation()
                                               : year_actual.explanation());
  out.back().name = "whole_year";
  return out;
}

Result<std::map<base::Uuid, LineEvidence>> evidence_of(const Ledger& ledger,
                                                       const std::set<base::Uuid>& lines) {
  std::map<base::Uuid, LineEvidence> out;
  TRY_DO(ledger.scan_whole_lines([&](const model::Line& line) {
    if (lines.count(line.uuid) > 0) {
      out[line.uuid] = {line.document, line.date, {}};
    }
  }));
  TRY_DO(ledger.each_fact<model::Attachment>([&out](const model::Attachment& one) {
    const auto line = out.find(one.line.uuid);
    if (!one.voided && line != out.end()) {
      line->second.files.push_back({one.uuid, one.name, one.hash});
    }
  }));
  return out;
}

}  // namespace saimnieks::control
