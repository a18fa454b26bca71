// From a command to its ops: validation against the rows as they stand, then drafts to be minted.
#include <utility>

#include "core/ledger/draft.h"
#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail;
using base::fail_field;
using base::Uuid;
using model::Value;

// What a command becomes before it is written.
struct Plan {
  std::vector<Op> ops;
  CommandLabel label;
  std::optional<std::pair<Table, Uuid>> made;  // the row that the command adds, when it adds one
};

// One function a command; each reads rows and dimensions and writes nothing.
class Planner {
 public:
  Planner(Rows& rows, const Uuid& ledger, base::UuidSource& uuids)
      : rows_(rows), ledger_(ledger), uuids_(uuids) {}

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
  // Adds a row with a natural key, or brings a voided one back under its new name.
  Result<Plan> add_row(Table table, const Uuid& row, Draft insert, std::string_view name_field,
                       const std::string& name, const char* label);
  Result<Plan> rename(Table table, const Uuid& row, std::string before, const std::string& after,
                      const char* label);
  std::string service_title(ServiceId id) const;

  Rows& rows_;
  const Uuid& ledger_;
  base::UuidSource& uuids_;
};

std::string Planner::service_title(ServiceId id) const {
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
  const model::LineRow& row = stored.row;
  LineInput next{.kind = row.kind,
                 .unit = command.unit.value_or(row.unit),
                 .service = command.service.value_or(row.service),
                 .code = command.code.value_or(row.code),
                 .version = command.version.value_or(row.version),
                 .period = command.period.value_or(Period()),
                 .amount = command.amount.value_or(Money::from_cents(row.cents)),
                 .note = command.note.value_or(stored.note)};
  if (!command.period) {
    TRY(next.period, Period::from_packed(row.period));
  }
  // What the line already names may have been voided since; only a new choice must be usable.
  TRY_DO(check_line(next, [&](Table table, std::uint32_t number) {
    const bool kept = (table == Table::unit && number == model::index(row.unit)) ||
                      (table == Table::service && number == model::index(row.service)) ||
                      (table == Table::code && number == model::index(row.code)) ||
                      (table == Table::version && number == model::index(row.version));
    return kept || is_usable(rows_, table, number);
  }));
  Draft draft(Table::line, stored.uuid, rows_.devices().op_id(stored.by_device, stored.by_n));
  draft.change("unit", reference(Table::unit, row.unit), reference(Table::unit, next.unit))
      .change("service", reference(Table::service, row.service),
              reference(Table::service, next.service))
      .change("code", reference(Table::code, row.code), reference(Table::code, next.code))
      .change("version", reference(Table::version, row.version),
              reference(Table::version, next.version))
      .change("period", std::int64_t{row.period}, std::int64_t{next.period.packed()})
      .change("amount_cents", row.cents, next.amount.cents())
      .change("note", text_or_null(stored.note), text_or_null(next.note))
      .in_unit(uuid(Table::unit, row.unit));
  Plan plan;
  plan.label = {"command.set_line", service_title(next.service)};
  if (!draft.empty()) {
    plan.ops.push_back(draft.take());
  }
  return plan;
}

Result<Plan> Planner::operator()(const VoidLine& command) {
  TRY(const StoredLine stored, live_line(command.rid));
  Draft draft(Table::line, stored.uuid, rows_.devices().op_id(stored.by_device, stored.by_n));
  draft.change("voided", std::int64_t{0}, std::int64_t{1})
      .in_unit(uuid(Table::unit, stored.row.unit));
  Plan plan;
  plan.label = {"command.void_line", service_title(stored.row.service)};
  plan.ops.push_back(draft.take());
  return plan;
}

Result<Plan> Planner::add_row(Table table, const Uuid& row, Draft insert,
                              std::string_view name_field, const std::string& name,
                              const char* label) {
  TRY_DO(check_field(table, name_field, name));
  Plan plan;
  plan.label = {label, name};
  plan.made.emplace(table, row);
  TRY(const std::optional<RowState> state, rows_.load(table, row));
  if (!state) {
    plan.ops.push_back(insert.take());
    return plan;
  }
  if (!state->voided()) {
    return fail_field(ErrorCode::row_exists, "code");
  }
  Draft revive(table, row, state->version);
  revive.change("voided", std::int64_t{1}, std::int64_t{0});
  if (name_field == "name") {
    revive.change("name", state->fields.find("name")->second, name);
  }
  plan.ops.push_back(revive.take());
  return plan;
}

Result<Plan> Planner::operator()(const AddUnit& command) {
  const bool top = command.parent == model::kNoUnit;
  if (!top && !is_usable(rows_, Table::unit, model::index(command.parent))) {
    return fail_field(ErrorCode::unit_unknown, "parent");
  }
  TRY_DO(check_field(Table::unit, "code", command.code));
  const Uuid parent = uuid(Table::unit, command.parent);
  const Uuid row = model::unit_uuid(ledger_, top ? nullptr : &parent, command.code);
  Draft draft(Table::unit, row);
  draft.set("code", command.code)
      .set("name", command.name)
      .set("parent", reference(Table::unit, command.parent));
  return add_row(Table::unit, row, std::move(draft), "name", command.name, "command.add_unit");
}

Result<Plan> Planner::operator()(const AddService& command) {
  TRY_DO(check_field(Table::service, "code", command.code));
  const Uuid row = model::service_uuid(ledger_, command.code);
  Draft draft(Table::service, row);
  draft.set("code", command.code).set("name", command.name);
  return add_row(Table::service, row, std::move(draft), "name", command.name,
                 "command.add_service");
}

Result<Plan> Planner::operator()(const AddCode& command) {
  TRY_DO(check_field(Table::code, "scheme", command.scheme));
  TRY_DO(check_field(Table::code, "code", command.code));
  const Uuid built_in = model::catalogue_code_uuid(command.scheme, command.code);
  if (rows_.find(Table::code, built_in) != model::kNone) {
    return fail_field(ErrorCode::row_exists, "code");
  }
  const Uuid row = model::code_uuid(ledger_, command.scheme, command.code);
  Draft draft(Table::code, row);
  draft.set("scheme", command.scheme).set("code", command.code).set("name", command.name);
  return add_row(Table::code, row, std::move(draft), "name", command.name, "command.add_code");
}

Result<Plan> Planner::operator()(const AddVersion& command) {
  const Uuid row = model::version_uuid(ledger_, command.label);
  Draft draft(Table::version, row);
  draft.set("label", command.label);
  return add_row(Table::version, row, std::move(draft), "label", command.label,
                 "command.add_version");
}

Result<Plan> Planner::operator()(const SetVersionStatus& command) {
  if (!is_usable(rows_, Table::version, model::index(command.version))) {
    return fail_field(ErrorCode::version_unknown, "version");
  }
  const model::Version& version = rows_.versions()[command.version];
  TRY(const std::optional<OpId> base, rows_.version(Table::version, version.uuid));
  Draft draft(Table::version, version.uuid, *base);
  draft.change("status", std::string(model::name(version.status)),
               std::string(model::name(command.status)));
  Plan plan;
  plan.label = {"command.set_version_status", version.name};
  if (!draft.empty()) {
    plan.ops.push_back(draft.take());
  }
  return plan;
}

Result<Plan> Planner::rename(Table table, const Uuid& row, std::string before,
                             const std::string& after, const char* label) {
  TRY_DO(check_field(table, "name", after));
  TRY(const std::optional<OpId> base, rows_.version(table, row));
  Draft draft(table, row, *base);
  draft.change("name", std::move(before), after);
  Plan plan;
  plan.label = {label, after};
  if (!draft.empty()) {
    plan.ops.push_back(draft.take());
  }
  return plan;
}

Result<Plan> Planner::operator()(const RenameUnit& command) {
  if (!is_usable(rows_, Table::unit, model::index(command.unit))) {
    return fail_field(ErrorCode::unit_unknown, "unit");
  }
  const model::Unit& unit = rows_.units()[command.unit];
  return rename(Table::unit, unit.uuid, unit.name, command.name, "command.rename_unit");
}

Result<Plan> Planner::operator()(const RenameService& command) {
  if (!is_usable(rows_, Table::service, model::index(command.service))) {
    return fail_field(ErrorCode::service_unknown, "service");
  }
  const model::Service& service = rows_.services()[command.service];
  return rename(Table::service, service.uuid, service.name, command.name, "command.rename_service");
}

Result<Plan> Planner::operator()(const RenameCode& command) {
  if (!is_usable(rows_, Table::code, model::index(command.code))) {
    return fail_field(ErrorCode::code_unknown, "code");
  }
  const model::Code& code = rows_.codes()[command.code];
  if (code.catalogue) {
    return fail_field(ErrorCode::catalogue_immutable, "code", code.code);
  }
  return rename(Table::code, code.uuid, code.name, command.name, "command.rename_code");
}

}  // namespace

Result<Committed> Ledger::Impl::execute(const Command& command) {
  TRY_DO(writable());
  if (std::holds_alternative<Undo>(command) || std::holds_alternative<Redo>(command)) {
    TRY(const auto job, begin_undo_or_redo(std::holds_alternative<Undo>(command)));
    if (base::run_to_end(*job, seams.clock) == base::Job::State::failed) {
      return tl::unexpected(*job->error());
    }
    return job->committed();
  }
  TRY(Plan plan, std::visit(Planner(rows, id, uuids), command));
  Committed committed{.revision = revision};
  if (plan.ops.empty()) {
    return committed;
  }
  LineId line{};
  plan.label.wall_ms = seams.clock.now_ms();
  TRY(committed, transact([&](Head& head) -> Result<void> {
        const std::int64_t first = head.n + 1;
        TRY_DO(write_ops(plan.ops, false, head));
        if (plan.made && plan.made->first == Table::line && !rows.changes().lines.empty()) {
          line = rows.changes().lines.back().rid;
        }
        return push_command(db, first, plan.label);
      }));
  committed.line = line;
  if (plan.made && plan.made->first != Table::line) {
    committed.dimension = rows.find(plan.made->first, plan.made->second);
  }
  return committed;
}

}  // namespace saimnieks::ledger
