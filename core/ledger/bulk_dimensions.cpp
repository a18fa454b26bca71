// Finding and making dimension rows for a bulk write.
#include "core/ledger/bulk_dimensions.h"

#include <algorithm>

#include "core/ledger/draft.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Uuid;
using model::Value;
using oplog::Column;
using oplog::Op;

// The insert that brings back a row whose own insert was refused here, or never came.
Op insert_of(Table table, const Uuid& uuid, const model::Unit& row, const Rows& rows) {
  Draft draft(table, uuid);
  draft.set("code", row.code).set("name", row.name);
  draft.set("parent", row.parent == model::kNoUnit
                          ? Value()
                          : Value(rows.uuid_of(Table::unit, model::index(row.parent)).text()));
  return draft.take();
}
Op insert_of(Table table, const Uuid& uuid, const model::Service& row, const Rows&) {
  Draft draft(table, uuid);
  draft.set("code", row.code).set("name", row.name);
  return draft.take();
}
Op insert_of(Table table, const Uuid& uuid, const model::Code& row, const Rows&) {
  Draft draft(table, uuid);
  draft.set("scheme", row.scheme).set("code", row.code).set("name", row.name);
  return draft.take();
}
Op insert_of(Table table, const Uuid& uuid, const model::Version& row, const Rows&) {
  Draft draft(table, uuid);
  draft.set("label", row.name);
  return draft.take();
}

}  // namespace

template <class Row>
Result<std::uint32_t> BulkDimensions::find_or_make(Table table, Side<Row>& side, Row row,
                                                   std::string_view name) {
  const auto known = side.known.find(row.uuid);
  std::uint32_t number = model::index(known);
  row.name = name;
  if (number != model::kNone) {
    if (!side.known[known].usable()) {
      TRY_DO(revive(table, row));
    }
  } else {
    number = side.size();
    side.made.push_back(std::move(row));
  }
  side.by_key.emplace(key_, number);
  return number;
}

template <class Row>
Result<void> BulkDimensions::revive(Table table, const Row& row) {
  TRY(const std::optional<RowState> state, rows_.load(table, row.uuid));
  if (!state) {
    revivals_.push_back(insert_of(table, row.uuid, row, rows_));
    return {};
  }
  Draft draft(table, row.uuid, state->version);
  draft.change("voided", std::int64_t{1}, std::int64_t{0});
  revivals_.push_back(draft.take());
  return {};
}

template <class Row>
Result<void> BulkDimensions::give_name(Table table, Side<Row>& side, std::uint32_t number,
                                       std::string_view name) {
  if (name.empty()) {
    return {};
  }
  const auto given = side.names.find(number);
  const std::string& now = given == side.names.end() ? side.at(number).name : given->second;
  if (now == name) {
    return {};
  }
  TRY_DO(check_field(table, "name", std::string(name)));
  const std::uint32_t known = side.known.size();
  if (number >= known && number - known >= side.logged) {
    side.made[number - known].name = name;
  } else {
    side.names[number] = name;
  }
  return {};
}

Result<model::UnitId> BulkDimensions::unit(std::span<const std::string_view> path,
                                           std::span<const std::string_view> names) {
  if (path.empty() || (!names.empty() && names.size() != path.size())) {
    return fail_field(ErrorCode::value_missing, "unit");
  }
  std::uint32_t parent = model::kNone;
  key_.clear();
  for (std::size_t i = 0; i < path.size(); ++i) {
    key_ += path[i];
    key_ += '\0';  // no code contains it
    const std::string_view name = names.empty() ? std::string_view{} : names[i];
    std::uint32_t number = model::kNone;
    if (const auto found = units_.by_key.find(key_); found != units_.by_key.end()) {
      number = found->second;
    } else {
      TRY_DO(check_field(Table::unit, "code", std::string(path[i])));
      TRY_DO(check_field(Table::unit, "name", std::string(name)));
      model::Unit row;
      const Uuid parent_uuid = uuid(Table::unit, parent);
      row.uuid =
          model::unit_uuid(ledger_, parent == model::kNone ? nullptr : &parent_uuid, path[i]);
      row.parent = model::UnitId{parent};
      row.code = path[i];
      TRY(number, find_or_make(Table::unit, units_, std::move(row), name));
    }
    TRY_DO(give_name(Table::unit, units_, number, name));
    parent = number;
  }
  return model::UnitId{parent};
}

Result<model::ServiceId> BulkDimensions::service(std::string_view code, std::string_view name) {
  key_ = code;
  std::uint32_t number = model::kNone;
  if (const auto found = services_.by_key.find(key_); found != services_.by_key.end()) {
    number = found->second;
  } else {
    TRY_DO(check_field(Table::service, "code", std::string(code)));
    TRY_DO(check_field(Table::service, "name", std::string(name)));
    model::Service row;
    row.uuid = model::service_uuid(ledger_, code);
    row.code = code;
    TRY(number, find_or_make(Table::service, services_, std::move(row), name));
  }
  TRY_DO(give_name(Table::service, services_, number, name));
  return model::ServiceId{number};
}

Result<model::CodeId> BulkDimensions::code(std::string_view scheme, std::string_view code,
                                           std::string_view name) {
  key_ = scheme;
  key_ += '\0';
  key_ += code;
  std::uint32_t number = model::kNone;
  if (const auto found = codes_.by_key.find(key_); found != codes_.by_key.end()) {
    number = found->second;
  } else {
    TRY_DO(check_field(Table::code, "scheme", std::string(scheme)));
    TRY_DO(check_field(Table::code, "code", std::string(code)));
    TRY_DO(check_field(Table::code, "name", std::string(name)));
    model::Code row;
    row.uuid = model::catalogue_code_uuid(scheme, code);
    if (rows_.find(Table::code, row.uuid) == model::kNone) {
      row.uuid = model::code_uuid(ledger_, scheme, code);
    }
    row.scheme = scheme;
    row.code = code;
    TRY(number, find_or_make(Table::code, codes_, std::move(row), name));
  }
  if (!codes_.at(number).catalogue) {
    TRY_DO(give_name(Table::code, codes_, number, name));
  }
  return model::CodeId{number};
}

Result<model::VersionId> BulkDimensions::version(std::string_view label) {
  key_ = label;
  if (const auto found = versions_.by_key.find(key_); found != versions_.by_key.end()) {
    return model::VersionId{found->second};
  }
  TRY_DO(check_field(Table::version, "label", std::string(label)));
  model::Version row;
  row.uuid = model::version_uuid(ledger_, label);
  TRY(const std::uint32_t number, find_or_make(Table::version, versions_, std::move(row), label));
  return model::VersionId{number};
}

bool BulkDimensions::usable(Table table, std::uint32_t number) const {
  // Whatever natural keys were asked for here is usable at the commit, revived if need be.
  switch (table) {
    case Table::unit:
      return number < units_.size() &&
             (number >= units_.known.size() || units_.known[model::UnitId{number}].usable() ||
              has_revivals_of(units_.at(number).uuid));
    case Table::service:
      return number < services_.size() && (number >= services_.known.size() ||
                                           services_.known[model::ServiceId{number}].usable() ||
                                           has_revivals_of(services_.at(number).uuid));
    case Table::code:
      return number < codes_.size() &&
             (number >= codes_.known.size() || codes_.known[model::CodeId{number}].usable() ||
              has_revivals_of(codes_.at(number).uuid));
    case Table::version:
      return number < versions_.size() && (number >= versions_.known.size() ||
                                           versions_.known[model::VersionId{number}].usable() ||
                                           has_revivals_of(versions_.at(number).uuid));
    case Table::line:
      break;
  }
  return false;
}

bool BulkDimensions::has_revivals_of(const Uuid& row) const {
  return std::any_of(revivals_.begin(), revivals_.end(),
                     [&row](const Op& op) { return op.rows.front() == row; });
}

Uuid BulkDimensions::uuid(Table table, std::uint32_t number) const {
  if (number == model::kNone) {
    return {};
  }
  switch (table) {
    case Table::unit:
      return units_.at(number).uuid;
    case Table::service:
      return services_.at(number).uuid;
    case Table::code:
      return codes_.at(number).uuid;
    case Table::version:
      return versions_.at(number).uuid;
    case Table::line:
      break;
  }
  return {};
}

// Cuts the rows that are not in the log yet into blocks; `fill` writes one row's values, in the
// order of the columns' names.
template <class Row, class Fill>
void BulkDimensions::take_side(Table table, Side<Row>& side, std::vector<Op>& out, Fill fill) {
  while (side.logged < side.made.size()) {
    const std::size_t count =
        std::min<std::size_t>(side.made.size() - side.logged, std::size_t{oplog::kMaxBlockRows});
    Op op;
    op.block = true;
    op.table = model::table_info(table).name;
    for (std::size_t i = 0; i < count; ++i) {
      const Row& row = side.made[side.logged + i];
      op.rows.push_back(row.uuid);
      fill(row, [&op](std::string_view field, Value value) {
        auto column = std::find_if(op.set.begin(), op.set.end(),
                                   [field](const Column& one) { return one.field == field; });
        if (column == op.set.end()) {
          op.set.push_back({.field = std::string(field)});
          column = op.set.end() - 1;
        }
        column->values.push_back(std::move(value));
      });
    }
    side.logged += count;
    out.push_back(std::move(op));
  }
}

std::vector<Op> BulkDimensions::take_inserts() {
  std::vector<Op> ops;
  take_side(Table::unit, units_, ops, [this](const model::Unit& row, auto put) {
    put("code", row.code);
    put("name", row.name);
    put("parent", row.parent == model::kNoUnit
                      ? Value()
                      : Value(uuid(Table::unit, model::index(row.parent)).text()));
  });
  take_side(Table::service, services_, ops, [](const model::Service& row, auto put) {
    put("code", row.code);
    put("name", row.name);
  });
  take_side(Table::code, codes_, ops, [](const model::Code& row, auto put) {
    put("code", row.code);
    put("name", row.name);
    put("scheme", row.scheme);
  });
  take_side(Table::version, versions_, ops,
            [](const model::Version& row, auto put) { put("label", row.name); });
  return ops;
}

Result<void> BulkDimensions::insert(const Op& op) {
  const Table table = *model::table_from_name(op.table);
  const auto insert_all = [&](auto& side, auto write) -> Result<void> {
    const auto first = std::find_if(side.made.begin(), side.made.end(),
                                    [&op](const auto& row) { return row.uuid == op.rows.front(); });
    auto number = side.known.size() + static_cast<std::uint32_t>(first - side.made.begin());
    for (std::size_t i = 0; i < op.rows.size(); ++i, ++number) {
      TRY_DO(write(number, side.at(number), op.id_at(i)));
    }
    return {};
  };
  switch (table) {
    case Table::unit:
      return insert_all(units_, [&](std::uint32_t id, const model::Unit& row, oplog::OpId by) {
        return rows_.insert_unit(id, row, by, op.hlc);
      });
    case Table::service:
      return insert_all(services_,
                        [&](std::uint32_t id, const model::Service& row, oplog::OpId by) {
                          return rows_.insert_service(id, row, by, op.hlc);
                        });
    case Table::code:
      return insert_all(codes_, [&](std::uint32_t id, const model::Code& row, oplog::OpId by) {
        return rows_.insert_code(id, row, by, op.hlc);
      });
    case Table::version:
      return insert_all(versions_,
                        [&](std::uint32_t id, const model::Version& row, oplog::OpId by) {
                          return rows_.insert_version(id, row, by, op.hlc);
                        });
    case Table::line:
      break;
  }
  return base::fail(ErrorCode::internal, "bulk insert");
}

template <class Row>
void BulkDimensions::publish_side(Side<Row>& side) {
  // The rest is not in the log yet and keeps its numbers, which follow on.
  for (std::size_t i = 0; i < side.logged; ++i) {
    side.known.add(std::move(side.made[i]));
  }
  side.made.erase(side.made.begin(), side.made.begin() + static_cast<std::ptrdiff_t>(side.logged));
  side.logged = 0;
}

void BulkDimensions::publish() {
  publish_side(units_);
  publish_side(services_);
  publish_side(codes_);
  publish_side(versions_);
  rows_.note_dimensions();
}

template <class Row>
Result<void> BulkDimensions::add_renames(Table table, Side<Row>& side, std::vector<Op>& out) {
  std::vector<std::pair<std::uint32_t, std::string>> names(side.names.begin(), side.names.end());
  std::sort(names.begin(), names.end());  // the order of a hash table must not reach the log
  for (auto& [number, name] : names) {
    const Row& row = side.at(number);
    TRY(const std::optional<oplog::OpId> base, rows_.version(table, row.uuid));
    Draft draft(table, row.uuid, base.value_or(oplog::OpId{}));
    draft.change("name", row.name, std::move(name));
    if (base && !draft.empty()) {
      out.push_back(draft.take());
    }
  }
  return {};
}

Result<std::vector<Op>> BulkDimensions::renames() {
  std::vector<Op> ops;
  TRY_DO(add_renames(Table::unit, units_, ops));
  TRY_DO(add_renames(Table::service, services_, ops));
  TRY_DO(add_renames(Table::code, codes_, ops));
  return ops;
}

}  // namespace saimnieks::ledger
