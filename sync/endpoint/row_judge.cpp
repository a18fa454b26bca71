#include "sync/endpoint/row_judge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/utf8.h"
#include "core/model/dimension.h"
#include "core/model/line.h"
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

Result<RowJudge::Kept*> RowJudge::kept_row(std::string_view table, const base::Uuid& row) {
  auto known = tables_.find(table);
  if (known == tables_.end()) {
    known = tables_.emplace(std::string(table), Table()).first;
  }
  const auto [at, fresh] = known->second.rows.try_emplace(row);
  if (fresh && !known->second.whole) {
    TRY(at->second.state, source_.load(table, row));
  }
  return &at->second;
}

Result<std::optional<Verdict>> RowJudge::guarded(const Op& op, std::uint32_t row,
                                                 const oplog::Judgement& judgement,
                                                 const Kept& kept) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return std::optional<Verdict>();  // of a newer schema, whose rules are not known here
  }
  const auto after = [&](std::string_view field) -> const oplog::Value* {
    for (const std::uint32_t place : judgement.fields) {
      if (op.set[place].field == field) {
        return &op.set[place].new_at(row);
      }
    }
    return kept.state ? kept.state->field(field) : nullptr;
  };
  TRY(const std::optional<oplog::Guard::Fault> fault,
      guard_.check(*table, op.rows[row], kept.state ? &*kept.state : nullptr, after));
  if (!fault) {
    return std::optional<Verdict>();
  }
  return std::optional(Verdict{fault->conflict ? VerdictKind::conflict : VerdictKind::rejected,
                               fault->code, fault->field});
}

Result<void> RowJudge::keep_all(std::string_view table) {
  auto known = tables_.find(table);
  if (known == tables_.end()) {
    known = tables_.emplace(std::string(table), Table()).first;
  }
  if (known->second.whole) {
    return {};
  }
  TRY_DO(source_.each(table, [&](const base::Uuid& row, oplog::RowState state) -> Result<void> {
    if (const auto [at, fresh] = known->second.rows.try_emplace(row); fresh) {
      at->second.state = std::move(state);
    }
    return {};
  }));
  known->second.whole = true;
  return {};
}

Result<std::optional<oplog::RowState>> RowJudge::find(model::Table table, const base::Uuid& row) {
  TRY(const Kept* kept, kept_row(model::table_info(table).name, row));
  return kept->state;
}

Result<void> RowJudge::each(
    model::Table table, std::string_view field, const oplog::Value& value,
    base::FunctionRef<void(const base::Uuid& row, const oplog::RowState& state)> visit) {
  const std::string_view name = model::table_info(table).name;
  TRY_DO(keep_all(name));
  for (const auto& [row, kept] : tables_.find(name)->second.rows) {
    const oplog::Value* found = kept.state ? kept.state->field(field) : nullptr;
    const bool meant = field.empty() || (found != nullptr && *found == value);
    if (kept.state && meant && !kept.state->voided()) {
      visit(row, *kept.state);
    }
  }
  return {};
}

Result<bool> RowJudge::any(model::Table table) {
  const std::string_view name = model::table_info(table).name;
  TRY_DO(keep_all(name));
  const auto& rows = tables_.find(name)->second.rows;
  return std::any_of(rows.begin(), rows.end(), [table](const auto& one) {
    return one.second.state && !one.second.state->voided() &&
           (table != model::Table::unit || one.second.state->field("valid_to") != nullptr);
  });
}

Result<std::string> RowJudge::user_of(const oplog::OpId& id) {
  const auto after = written_.upper_bound(id);
  if (after != written_.begin()) {
    const auto& [first, op] = *std::prev(after);
    if (first.device == id.device && id.n < first.n + op.count) {
      return op.user;
    }
  }
  TRY(const std::optional<Op> op, source_.op_with(id));
  if (!op) {
    return std::string();
  }
  // An op's rows follow each other.
  const auto [kept, fresh] =
      written_.emplace(op->id, Written{op->count(), std::string(base::trimmed(op->user))});
  return kept->second.user;
}

Result<bool> RowJudge::wrote(std::string_view user, const base::Uuid& line,
                             const oplog::RowState& state) {
  TRY(const std::string last, user_of(state.version));
  const bool now =
      last == user || std::any_of(writers_.begin(), writers_.end(), [&](const auto& one) {
        return one.first == line && one.second == user;
      });
  return now ? Result<bool>(true) : source_.has_writer(line, user);
}

Result<bool> RowJudge::wrote_lines(std::string_view user, std::int64_t period,
                                   base::FunctionRef<Result<bool>(const base::Uuid& unit)> within) {
  bool found = false;
  const auto look = [&](const base::Uuid& row, const oplog::RowState& state) -> Result<void> {
    const auto field = [&state](std::string_view name) { return state.field(name); };
    const std::int64_t of = oplog::number_of(field, "period");
    const bool in_period = of == period || (period % 100 == 0 && of / 100 == period / 100);
    if (found || !in_period) {
      return {};
    }
    TRY(const base::Uuid unit, oplog::home_of(*this, field));
    TRY(const bool in, unit.is_nil() ? Result<bool>(false) : within(unit));
    if (in) {
      TRY(found, wrote(user, row, state));
    }
    return {};
  };
  auto& kept = tables_[std::string(model::table_info(model::Table::line).name)].rows;
  TRY_DO(source_.each_line_of(
      period, [&](const base::Uuid& row, const oplog::RowState& state) -> Result<void> {
        return kept.count(row) > 0 ? Result<void>() : look(row, state);
      }));
  for (const auto& [row, one] : kept) {
    if (one.state) {
      TRY_DO(look(row, *one.state));
    }
  }
  return found ? Result<bool>(true) : wrote_moved_lines(user, period, within);
}

Result<bool> RowJudge::wrote_moved_lines(
    std::string_view user, std::int64_t period,
    base::FunctionRef<Result<bool>(const base::Uuid& unit)> within) {
  bool found = false;
  const auto look = [&](const base::Uuid& line, const base::Uuid& unit) -> Result<void> {
    TRY(const bool in, found ? Result<bool>(false) : within(unit));
    if (in) {
      TRY(const Kept* kept, kept_row(model::table_info(model::Table::line).name, line));
      TRY(found, kept->state ? wrote(user, line, *kept->state) : Result<bool>(false));
    }
    return {};
  };
  TRY_DO(source_.each_place_of(period, look));
  for (const Lay& one : lay_) {
    if (one.period == period || (period % 100 == 0 && one.period / 100 == period / 100)) {
      TRY_DO(look(one.line, one.unit));
    }
  }
  return found;
}

Result<void> RowJudge::each_planned(
    base::FunctionRef<void(const base::Uuid& version, const Planned& planned)> visit) {
  const auto look = [&](const oplog::RowState& state) -> Result<void> {
    const auto field = [&state](std::string_view name) { return state.field(name); };
    const base::Uuid version = oplog::uuid_of(field, "version");
    if (!version.is_nil() && !state.voided()) {
      TRY(const base::Uuid unit, oplog::home_of(*this, field));
      const std::string_view basis = oplog::text_of(field, "basis");
      visit(version, {oplog::number_of(field, "period") / 100,
                      std::string(basis.empty() ? model::name(model::Basis::cost) : basis), unit});
    }
    return {};
  };
  const std::string name(model::table_info(model::Table::line).name);
  auto& kept = tables_[name].rows;
  TRY_DO(
      source_.each(name, [&](const base::Uuid& row, const oplog::RowState& state) -> Result<void> {
        return kept.count(row) > 0 ? Result<void>() : look(state);
      }));
  for (const auto& [row, one] : kept) {
    if (one.state) {
      TRY_DO(look(*one.state));
    }
  }
  return {};
}

Result<void> RowJudge::note_change(const Op& op, std::uint32_t row, const oplog::RowState& before) {
  TRY(std::string author, user_of(before.version));
  writers_.emplace_back(op.rows[row], std::move(author));
  writers_.emplace_back(op.rows[row], std::string(base::trimmed(op.user)));
  constexpr std::string_view kPlace[] = {"period", "unit", "service", "resource", "policy"};
  if (std::none_of(std::begin(kPlace), std::end(kPlace),
                   [&op](std::string_view field) { return op.column(field) != nullptr; })) {
    return {};
  }
  const auto field = [&before](std::string_view name) { return before.field(name); };
  TRY(const base::Uuid unit, oplog::home_of(*this, field));
  if (!unit.is_nil()) {
    lay_.push_back({op.rows[row], oplog::number_of(field, "period"), unit});
  }
  return {};
}

Result<std::optional<Verdict>> RowJudge::missing_reference(const Op& op, std::uint32_t row) {
  std::optional<Verdict> missing;
  std::optional<base::Error> fault;
  oplog::for_each_reference(
      op, row, [&](model::Table target, const base::Uuid& uuid, std::string_view field) {
        if (target == model::Table::code && model::is_catalogue_code(uuid)) {
          return;  // every ledger has it, though no op made it
        }
        const auto found = kept_row(model::table_info(target).name, uuid);
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
  TRY(Kept * kept, kept_row(op.table, op.rows[row]));
  const oplog::Judgement judgement = oplog::judge(op, row, kept->state ? &*kept->state : nullptr);
  if (oplog::takes_effect(judgement.verdict.kind)) {
    TRY(std::optional<Verdict> refusal, guarded(op, row, judgement, *kept));
    if (refusal) {
      return std::move(*refusal);
    }
    if (kept->state && op.table == model::table_info(model::Table::line).name) {
      TRY_DO(note_change(op, row, *kept->state));
    }
    if (!op.tx.divisible()) {
      trail.push_back({kept, *kept});
    }
    if (!kept->state) {
      kept->state.emplace();
    }
    oplog::apply(op, row, judgement, *kept->state);
    kept->changed = true;
    if (op.table != model::table_info(model::Table::line).name) {
      guard_.forget();  // what binds others may have changed
    }
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
  const std::size_t writers = writers_.size();
  const std::size_t lay = lay_.size();
  Verdict first;
  bool refused = false;
  guard_.begin({.device = enrolment_,
                .user = ops.front().user,
                .day = model::packed(base::Date::from_ms(ops.front().wall_ms)),
                .schema = ops.front().schema},
               ops);
  for (const Op& op : ops) {
    written_[op.id] = {op.count(), std::string(base::trimmed(op.user))};
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
  writers_.resize(writers);
  lay_.resize(lay);
  guard_.forget();
  for (OpVerdict& verdict : verdicts) {
    // An op that is at fault itself says so; the others name what took them down.
    const Verdict* own = refusal(verdict);
    verdict = OpVerdict{own != nullptr ? *own : first, {}};
  }
  return verdicts;
}

Result<void> RowJudge::save() {
  for (auto& [table, known] : tables_) {
    for (auto& [row, kept] : known.rows) {
      if (kept.changed) {
        TRY_DO(source_.save(table, row, *kept.state));
        kept.changed = false;
      }
    }
  }
  for (const auto& [line, user] : writers_) {
    TRY_DO(source_.add_writer(line, user));
  }
  writers_.clear();
  for (const Lay& one : lay_) {
    TRY_DO(source_.add_place(one.line, one.period, one.unit));
  }
  lay_.clear();
  return {};
}

}  // namespace saimnieks::sync::endpoint
