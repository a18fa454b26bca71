#include "sync/endpoint/row_judge.h"

#include <algorithm>
#include <utility>

#include "core/model/dimension.h"
#include "core/model/tables.h"

namespace saimnieks::sync::endpoint {

using base::ErrorCode;
using base::Result;
using oplog::Op;
using oplog::OpVerdict;
using oplog::Verdict;
using oplog::VerdictKind;

namespace {

// The first refusal within an op; null when there is none.
const Verdict* refusal(const OpVerdict& verdict) {
  if (oplog::refused(verdict.verdict.kind)) {
    return &verdict.verdict;
  }
  for (const auto& exception : verdict.exceptions) {
    if (oplog::refused(exception.verdict.kind)) {
      return &exception.verdict;
    }
  }
  return nullptr;
}

}  // namespace

Result<RowJudge::Kept*> RowJudge::find(std::string_view table, const base::Uuid& row) {
  auto known = tables_.find(table);
  if (known == tables_.end()) {
    known = tables_.emplace(std::string(table), Table()).first;
  }
  const auto [at, fresh] = known->second.try_emplace(row);
  if (fresh) {
    TRY(at->second.state, source_.load(table, row));
  }
  return &at->second;
}

Result<std::optional<Verdict>> RowJudge::missing_reference(const Op& op, std::uint32_t row) {
  std::optional<Verdict> missing;
  std::optional<base::Error> fault;
  oplog::for_each_reference(
      op, row, [&](model::Table target, const base::Uuid& uuid, std::string_view field) {
        if (target == model::Table::code && model::is_catalogue_code(uuid)) {
          return;  // every ledger has it, though no op made it
        }
        const auto found = find(model::table_info(target).name, uuid);
        if (!found) {
          fault = found.error();
        } else if (!(*found)->state && !missing) {
          missing = Verdict{VerdictKind::held, ErrorCode::reference_missing, std::string(field)};
        }
      });
  if (fault) {
    return tl::unexpected<base::Error>(std::move(*fault));
  }
  return missing;
}

Result<Verdict> RowJudge::judge_row(const Op& op, std::uint32_t row, std::vector<Before>& trail) {
  TRY(std::optional<Verdict> missing, missing_reference(op, row));
  if (missing) {
    return std::move(*missing);
  }
  TRY(Kept * kept, find(op.table, op.rows[row]));
  const oplog::Judgement judgement = oplog::judge(op, row, kept->state ? &*kept->state : nullptr);
  if (oplog::takes_effect(judgement.verdict.kind)) {
    if (!op.tx.divisible()) {
      trail.push_back({kept, *kept});
    }
    if (!kept->state) {
      kept->state.emplace();
    }
    oplog::apply(op, row, judgement, *kept->state);
    kept->changed = true;
  }
  return judgement.verdict;
}

Result<OpVerdict> RowJudge::judge_op(const Op& op, std::vector<Before>& trail) {
  OpVerdict verdict;
  if (const auto sound = oplog::check_op(op); !sound) {
    verdict.verdict = {VerdictKind::rejected, sound.error().code, sound.error().field};
    return verdict;
  }
  verdict.verdict.kind = VerdictKind::accepted;
  for (std::uint32_t row = 0; row < op.rows.size(); ++row) {
    TRY(Verdict one, judge_row(op, row, trail));
    if (one == verdict.verdict) {
      continue;
    }
    if (op.rows.size() == 1) {
      verdict.verdict = std::move(one);
    } else {
      verdict.exceptions.push_back({row, std::move(one)});
    }
  }
  return verdict;
}

Result<std::vector<OpVerdict>> RowJudge::judge(std::span<const Op> ops) {
  std::vector<OpVerdict> verdicts;
  std::vector<Before> trail;
  Verdict first;
  bool refused = false;
  for (const Op& op : ops) {
    TRY(OpVerdict verdict, judge_op(op, trail));
    if (const Verdict* reason = refusal(verdict); reason != nullptr && !refused) {
      refused = true;
      first = *reason;
    }
    verdicts.push_back(std::move(verdict));
  }
  if (!refused || ops.front().tx.divisible()) {
    return verdicts;
  }
  for (auto step = trail.rbegin(); step != trail.rend(); ++step) {
    *step->kept = std::move(step->was);
  }
  for (OpVerdict& verdict : verdicts) {
    // An op that is at fault itself says so; the others name what took them down.
    const Verdict* own = refusal(verdict);
    verdict = OpVerdict{own != nullptr ? *own : first, {}};
  }
  return verdicts;
}

Result<void> RowJudge::save() {
  for (auto& [table, rows] : tables_) {
    for (auto& [row, kept] : rows) {
      if (kept.changed) {
        TRY_DO(source_.save(table, row, *kept.state));
        kept.changed = false;
      }
    }
  }
  return {};
}

}  // namespace saimnieks::sync::endpoint
