// From a command to its ops: validation against the rows as they stand, then drafts to be minted.
#include <algorithm>
#include <utility>

#include "core/base/media_type.h"
#include "core/base/utf8.h"
#include "core/ledger/draft.h"
#include "core/ledger/impl.h"
#include "core/ledger/row_planner.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail;
using base::fail_field;
using base::Uuid;
using model::Value;

// One function a command; each reads rows and dimensions and writes nothing.
class Planner {
 public:
  Planner(Database& db, Rows& rows, const Uuid& ledger, base::UuidSource& uuids,
          const std::string& user)
      : rows_(rows), uuids_(uuids), generic_(db, rows, ledger, uuids, user) {}

  Result<Plan> operator()(const AddLine& command);
  Result<Plan> operator()(const SetLine& command);
  Result<Plan> operator()(const VoidLine& command);
  Result<Plan> operator()(const AddUnit& command);
  Result<Plan> operator()(const AddService& command);
  Result<Plan> operator()(const AddCode& command);
  Result<Plan> operator()(const AddVersion& command);
  Result<Plan> operator()(const SetVersionStatus& command);
  Result<Plan> operator()(const RenameUnit& command);
  Result<Plan> operator()(const RenameService& command);
  Result<Plan> operator()(const RenameCode& command);
  Result<Plan> operator()(const Add& command) {
    if (command.table == Table::fork) {  // the program's own to write
      return fail(ErrorCode::table_unknown, "fork");
    }
    return excused(generic_.add(command.table, command.fields), command.exception);
  }
  Result<Plan> operator()(const Change& command) {
    return excused(generic_.change(command.table, command.row, command.fields), command.exception);
  }
  Result<Plan> operator()(const Void& command) {
    return excused(generic_.void_row(command.table, command.row), command.exception);
  }
  Result<Plan> operator()(const Attach& command);
  Result<Plan> operator()(const Undo&) { return fail(ErrorCode::internal, "undo"); }
  Result<Plan> operator()(const Redo&) { return fail(ErrorCode::internal, "redo"); }

 private:
  template <class Id>
  Uuid uuid(Table table, Id id) const {
    return rows_.uuid_of(table, model::index(id));
  }
  template <class Id>
  Value reference(Table table, Id id) const {
    return model::index(id) == model::kNone ? Value() : Value(uuid(table, id).text());
  }
  Result<StoredLine> live_line(LineId rid) const;
  // Puts the reason of an exception before what it is given for.
  Result<Plan> excused(Result<Plan> plan, const std::string& reason);
  // A change of one field under a label of its own.
  Result<Plan> change(Table table, const Uuid& row, std::string field, std::string value,
                      const char* label);
  std::string service_title(ServiceId id) const;

  Rows& rows_;
  base::UuidSource& uuids_;
  RowPlanner generic_;
};

std::string Planner::service_title(ServiceId id) const {
  if (id == model::kNoService) {
    return {};
  }
  const model::Service& service = rows_.services()[id];
  return service.name.empty() ? service.code : service.name;
}

Result<Plan> Planner::operator()(const AddLine& command) {
  const LineInput& line = command.line;
  TRY_DO(check_line(
      line, [this](Table table, std::uint32_t number) { return is_usable(rows_, table, number); }));
  Plan plan;
  plan.made.emplace(Table::line, uuids_.next());
  plan.label = {"command.add_line", service_title(line.service)};
  Draft draft(Table::line, plan.made->second);
  draft.set("kind", std::string(model::name(line.kind)))
      .set("unit", reference(Table::unit, line.unit))
      .set("service", reference(Table::service, line.service))
      .set("code", reference(Table::code, line.code))
      .set("version", reference(Table::version, line.version))
      .set("period", std::int64_t{line.period.packed()})
      .set("amount_cents", line.amount.cents())
      .set("catalogue", std::string(catalogue::current().id))
      .in_unit(uuid(Table::unit, line.unit));
  if (!line.note.empty()) {
    draft.set("note", line.note);
  }
  plan.ops.push_back(draft.take());
  return plan;
}

Result<StoredLine> Planner::live_line(LineId rid) const {
  TRY(const std::optional<StoredLine> stored, rows_.line(rid));
  if (!stored || !stored->present) {
    return fail(ErrorCode::line_unknown, std::to_string(static_cast<std::int64_t>(rid)));
  }
  if (stored->row.voided) {
    return fail_field(ErrorCode::row_voided, "voided");
  }
  return *stored;
}

Result<Plan> Planner::operator()(const SetLine& command) {
  TRY(const StoredLine stored, live_line(command.rid));
  std::vector<FieldValue> fields;
  if (command.amount) {
    fields.push_back({"amount_cents", command.amount->cents()});
  }
  if (command.period) {
    fields.push_back({"period", std::int64_t{command.period->packed()}});
  }
  if (command.unit) {
    fields.push_back({"unit", reference(Table::unit, *command.unit)});
  }
  if (command.service) {
    fields.push_back({"service", reference(Table::service, *command.service)});
  }
  if (command.code) {
    fields.push_back({"code", reference(Table::code, *command.code)});
  }
  if (command.version) {
    fields.push_back({"version", reference(Table::version, *command.version)});
  }
  if (command.note) {
    fields.push_back({"note", text_or_null(*command.note)});
  }
  TRY(Plan plan, generic_.change(Table::line, stored.uuid, fields));
  plan.label = {"command.set_line", service_title(command.service.value_or(stored.row.service))};
  return plan;
}

Result<Plan> Planner::operator()(const VoidLine& command) {
  TRY(const StoredLine stored, live_line(command.rid));
  TRY(Plan plan, generic_.void_row(Table::line, stored.uuid));
  plan.label = {"command.void_line", service_title(stored.row.service)};
  return plan;
}

Result<Plan> Planner::operator()(const AddUnit& command) {
  const bool top = command.parent == model::kNoUnit;
  if (!top && !is_usable(rows_, Table::unit, model::index(command.parent))) {
    return fail_field(ErrorCode::unit_unknown, "parent");
  }
  return generic_.add(Table::unit, {{"code", command.code},
                                    {"name", command.name},
                                    {"parent", reference(Table::unit, command.parent)}});
}

Result<Plan> Planner::operator()(const AddService& command) {
  return generic_.add(Table::service, {{"code", command.code}, {"name", command.name}});
}

Result<Plan> Planner::operator()(const AddCode& command) {
  return generic_.add(Table::code,
                      {{"scheme", command.scheme}, {"code", command.code}, {"name", command.name}});
}

Result<Plan> Planner::operator()(const AddVersion& command) {
  return generic_.add(Table::version, {{"label", command.label}});
}

Result<Plan> Planner::change(Table table, const Uuid& row, std::string field, std::string value,
                             const char* label) {
  TRY(Plan plan, generic_.change(table, row, {{std::move(field), std::move(value)}}));
  plan.label.key = label;
  return plan;
}

Result<Plan> Planner::excused(Result<Plan> plan, const std::string& reason) {
  if (!plan || base::is_blank(reason) || plan->ops.empty()) {
    return plan;
  }
  const Op& of = plan->ops.front();
  TRY(Plan stated, generic_.add(Table::exception, {{"command", plan->label.key},
                                                   {"reason", reason},
                                                   {"subject", of.rows.front().text()}}));
  plan->ops.insert(plan->ops.begin(), std::move(stated.ops.front()));
  return plan;
}

Result<Plan> Planner::operator()(const SetVersionStatus& command) {
  if (!is_usable(rows_, Table::version, model::index(command.version))) {
    return fail_field(ErrorCode::version_unknown, "version");
  }
  std::vector<FieldValue> fields{{"status", std::string(model::name(command.status))}};
  if (!command.decision_number.empty()) {
    fields.push_back({"decision_number", command.decision_number});
  }
  if (command.decision_date) {
    fields.push_back({"decision_date", model::packed(*command.decision_date)});
  }
  TRY(Plan plan, generic_.change(Table::version, uuid(Table::version, command.version), fields));
  plan.label.key = "command.set_version_status";
  return excused(std::move(plan), command.exception);
}

Result<Plan> Planner::operator()(const Attach& command) {
  const auto size = static_cast<std::int64_t>(command.content.size());
  if (command.name.empty()) {
    return fail_field(ErrorCode::value_missing, "name");
  }
  TRY_DO(check_content_size(size));
  TRY(const std::string_view media, base::media_type_of_file(command.name, command.content));
  const base::Hash hash = base::sha256(command.content);
  std::vector<FieldValue> fields{{"hash", base::to_hex(hash)},
                                 {"name", command.name},
                                 {"media_type", std::string(media)},
                                 {"size", size},
                                 {"note", text_or_null(command.note)}};
  if (command.to) {
    fields.push_back(
        {std::string(model::table_info(command.to->first).name), command.to->second.text()});
  }
  TRY(Plan plan, generic_.add(Table::attachment, std::move(fields)));
  plan.content.emplace(hash, command.content);
  return plan;
}

Result<Plan> Planner::operator()(const RenameUnit& command) {
  if (!is_usable(rows_, Table::unit, model::index(command.unit))) {
    return fail_field(ErrorCode::unit_unknown, "unit");
  }
  return change(Table::unit, uuid(Table::unit, command.unit), "name", command.name,
                "command.rename_unit");
}

Result<Plan> Planner::operator()(const RenameService& command) {
  if (!is_usable(rows_, Table::service, model::index(command.service))) {
    return fail_field(ErrorCode::service_unknown, "service");
  }
  return change(Table::service, uuid(Table::service, command.service), "name", command.name,
                "command.rename_service");
}

Result<Plan> Planner::operator()(const RenameCode& command) {
  if (!is_usable(rows_, Table::code, model::index(command.code))) {
    return fail_field(ErrorCode::code_unknown, "code");
  }
  return change(Table::code, uuid(Table::code, command.code), "name", command.name,
                "command.rename_code");
}

}  // namespace

Result<Plan> Ledger::Impl::plan(const Command& command) {
  if (std::holds_alternative<Undo>(command) || std::holds_alternative<Redo>(command)) {
    return fail(ErrorCode::usage_invalid, "undo");
  }
  TRY(Plan plan, std::visit(Planner(db, rows, id, uuids, user), command));
  TRY_DO(supersede_older(plan.ops));
  return plan;
}

Result<void> Ledger::Impl::supersede_older(std::vector<Op>& ops) {
  const Value approved(std::string(model::name(VersionStatus::approved)));
  const Value superseded(std::string(model::name(VersionStatus::superseded)));
  const auto approves = [&approved](const Op& op) {
    const oplog::Column* status = op.column("status");
    return op.table == model::table_info(Table::version).name && !op.inserts() &&
           status != nullptr && status->new_at(0) == approved;
  };
  const auto approval = std::find_if(ops.begin(), ops.end(), approves);
  if (approval == ops.end()) {
    return {};
  }
  LedgerWorld world(db, rows, log);
  oplog::Guard guard(world, id);
  guard.begin(writer(), ops);
  TRY(const oplog::Guard::Replaced replaced, guard.replaced_by(approval->rows.front()));
  if (replaced.fault) {
    return as_result(std::optional(*replaced.fault));
  }
  for (const Uuid& older : replaced.versions) {
    TRY(const std::optional<RowState> state, rows.load(Table::version, older));
    if (state) {
      Draft draft(Table::version, older, state->version);
      draft.change("status", approved, superseded);
      ops.push_back(draft.take());
    }
  }
  return {};
}

Result<Committed> Ledger::Impl::execute(const Command& command) {
  TRY_DO(writable());
  if (std::holds_alternative<Undo>(command) || std::holds_alternative<Redo>(command)) {
    TRY(const auto job, begin_undo_or_redo(std::holds_alternative<Undo>(command)));
    if (base::run_to_end(*job, seams.clock) == base::Job::State::failed) {
      return tl::unexpected(*job->error());
    }
    return job->committed();
  }
  return execute_all(
      1, [&](std::size_t, std::span<const Uuid>) -> Result<Command> { return command; });
}

Result<void> Ledger::Impl::write_plans(std::size_t count, NextCommand next, std::int64_t documents,
                                       Head& head, Written& written) {
  written = {};
  const std::int64_t first = head.n + 1;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const Command command, next(i, written.rows));
    TRY(Plan plan, this->plan(command));
    TRY_DO(check_ops(plan.ops));
    TRY_DO(check_closings(plan.ops));
    const auto own = static_cast<std::int64_t>(plan.ops.size());
    TRY_DO(write_ops(plan.ops, {first, count == 1 ? own : documents}, head));
    if (plan.content) {
      TRY_DO(blobs.put(plan.content->first, plan.content->second));
    }
    written.documents += own;
    written.rows.push_back(plan.made ? plan.made->second : Uuid());
    written.last = std::move(plan);
  }
  return {};
}

Result<Committed> Ledger::Impl::execute_all(std::size_t count, NextCommand next) {
  TRY_DO(may_write());
  TRY_DO(writable());
  Written written;
  // What one command becomes its plan says; what many do is known when they have been tried.
  std::int64_t documents = 0;
  if (count != 1) {
    Transaction trial(db);
    TRY_DO(trial.begin());
    Head head = devices[device_number].head;
    const Result<void> tried = write_plans(count, next, 0, head, written);
    abandon(trial);
    TRY_DO(tried);
    documents = written.documents;
  }
  LineId line{};
  const auto body = [&](Head& head) -> Result<void> {
    const std::int64_t first = head.n + 1;
    TRY_DO(write_plans(count, next, documents, head, written));
    if (written.documents == 0) {
      return {};
    }
    if (count == 1 && written.last.made && written.last.made->first == Table::line &&
        rows.changes().touches_lines()) {
      line = rows.changes().latest();
    }
    CommandLabel label = written.last.label;
    if (count != 1) {
      label = {"command.apply", std::to_string(count), 0};
    }
    label.wall_ms = seams.clock.now_ms();
    return push_command(first, label);
  };
  TRY(Committed committed, transact(body));
  committed.line = line;
  committed.rows = std::move(written.rows);
  if (count == 1 && written.last.made && written.last.made->first != Table::line) {
    committed.dimension = rows.find(written.last.made->first, written.last.made->second);
  }
  return committed;
}

}  // namespace saimnieks::ledger
