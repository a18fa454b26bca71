#include "core/scenario/allocation_run.h"

#include <optional>

#include "core/base/sha256.h"
#include "core/model/facts.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::Result;
using base::Uuid;
using ledger::Ledger;
using nlohmann::ordered_json;

// Of the figures alone: how an answer is explained may change.
std::string result_hash(ordered_json answer) {
  answer.erase("explanation");
  return base::to_hex(base::sha256(answer.dump()));
}

template <class Fact>
Result<Fact> fact_of(const Ledger& ledger, const Uuid& row) {
  std::optional<Fact> found;
  TRY_DO(ledger.each_fact<Fact>([&](const Fact& one) {
    if (one.uuid == row) {
      found = one;
    }
  }));
  return found ? Result<Fact>(std::move(*found))
               : base::fail(base::ErrorCode::row_unknown, row.text());
}

// That a kept scenario states. It was read by the verb before.
std::optional<std::vector<std::string>> order_in(const std::string& scenario) {
  const ordered_json kept = ordered_json::parse(scenario, nullptr, false);
  const auto order = kept.find("order");
  return order == kept.end() ? std::nullopt : std::optional(order->get<std::vector<std::string>>());
}

}  // namespace

Result<Uuid> keep_run(Ledger& ledger, const costing::LedgerSide& side,
                      const costing::Network& network, const costing::Procedure& procedure,
                      const std::string& note) {
  const ordered_json scenario = allocation_scenario(network, procedure.method, procedure.order);
  const std::string input = scenario.dump();
  TRY(const ordered_json answer, run("allocate", input));
  std::vector<ledger::FieldValue> fields{{"method", scenario["method"].get<std::string>()},
                                         {"kind", std::string(model::name(side.kind))},
                                         {"period", std::int64_t{side.period.packed()}},
                                         {"reach", std::string(model::name(side.reach))},
                                         {"result_hash", result_hash(answer)}};
  if (side.version) {
    fields.push_back({"version", ledger.versions()[*side.version].uuid.text()});
  }
  if (!note.empty()) {
    fields.push_back({"note", note});
  }
  const auto next = [&](std::size_t index, std::span<const Uuid> made) -> Result<ledger::Command> {
    if (index == 0) {
      return ledger::Attach{.name = "allocation-" + side.period.iso() + ".json", .content = input};
    }
    std::vector<ledger::FieldValue> all = fields;
    all.push_back({"input", made[0].text()});
    return ledger::Add{model::Table::allocation, std::move(all)};
  };
  TRY(const ledger::Committed done, ledger.execute_all(2, next));
  return done.rows[1];
}

Result<RunAgain> run_again(const Ledger& ledger, const cube::Cube& cube, const Uuid& row) {
  TRY(const model::Allocation then, fact_of<model::Allocation>(ledger, row));
  TRY(const model::Attachment input, fact_of<model::Attachment>(ledger, then.input.uuid));
  TRY(const base::Hash hash, base::hash_from_hex(input.hash));
  TRY(const std::string scenario, ledger.content(hash));
  RunAgain out;
  out.side.period = then.period;
  out.side.kind = then.kind;
  out.side.reach = then.reach;
  if (then.version != model::kNoVersion) {
    out.side.version = then.version;
  }
  TRY(out.answer, run("allocate", scenario));
  out.same_result = result_hash(out.answer) == then.result_hash;
  const auto method = allocation_method(model::name(then.method));
  TRY(const costing::LedgerNetwork now, costing::read_network(ledger, cube, out.side));
  out.same_input =
      method && allocation_scenario(now.network, *method, order_in(scenario)).dump() == scenario;
  return out;
}

}  // namespace saimnieks::scenario
