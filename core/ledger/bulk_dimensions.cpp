// Finding and making dimension rows for a bulk write.
#include "core/ledger/bulk_dimensions.h"

#include <algorithm>
#include <type_traits>

#include "core/ledger/draft.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Uuid;
using model::Value;
using oplog::Column;
using oplog::Op;

// What an insert says of a field of a new row; null when it says nothing.
Value said(const model::FieldInfo& field, const void* row, const BulkDimensions& dimensions) {
  const model::Cell cell = field.has_default ? model::Cell{} : field.cell(row);
  switch (cell.kind) {
    case model::Cell::Kind::text:
      return std::string(cell.text);
    case model::Cell::Kind::integer: {
      const auto number = static_cast<std::uint32_t>(cell.integer);
      return field.type == model::FieldType::reference
                 ? Value(dimensions.uuid(field.target, number).text())
             : field.type == model::FieldType::choice ? Value(std::string(field.choices[number]))
                                                      : Value(cell.integer);
    }
    default:
      return {};
  }
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
    model::UnitId parent = model::kNoUnit;
    if constexpr (std::is_same_v<Row, model::Unit>) {
      parent = row.parent;
    }
    TRY_DO(may_make_(table, parent));
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
    Draft draft(table, row.uuid);
    for (const model::FieldInfo& field : model::table_info(table).fields) {
      if (Value value = said(field, &row, *this); !model::is_null(value)) {
        draft.set(std::string(field.name), std::move(value));
      }
    }
    revivals_.push_back(draft.take());
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

template <class Row, class Fill>
Result<typename Row::Id> BulkDimensions::by_code(Table table, Side<Row>& side,
                                                 std::string_view code, std::string_view name,
                                                 Fill fill) {
  key_ = code;
  std::uint32_t number = model::kNone;
  if (const auto found = side.by_key.find(key_); found != side.by_key.end()) {
    number = found->second;
  } else {
    Row row;
    TRY_DO(fill(row));
    TRY_DO(check_field(table, "code", key_));
    TRY_DO(check_field(table, "name", std::string(name)));
    row.code = code;
    row.uuid = model::natural_uuid(ledger_, table, {key_});
    TRY(number, find_or_make(table, side, std::move(row), name));
  }
  TRY_DO(give_name(table, side, number, name));
  return typename Row::Id{number};
}

namespace {

template <class Row>
Result<void> nothing_more(Row&) {
  return {};
}

}  // namespace

Result<model::ServiceId> BulkDimensions::service(std::string_view code, std::string_view name) {
  return by_code(Table::service, services_, code, name, nothing_more<model::Service>);
}

Result<model::ResourceId> BulkDimensions::resource(std::string_view code, std::string_view name,
                                                   std::string_view kind) {
  return by_code(Table::resource, resources_, code, name,
                 [kind](model::Resource& row) -> Result<void> {
                   row.kind = kind;
                   return kind.empty() ? fail_field(ErrorCode::value_missing, "kind")
                                       : check_field(Table::resource, "kind", row.kind);
                 });
}

Result<model::PolicyId> BulkDimensions::policy(std::string_view code, std::string_view name) {
  return by_code(Table::policy, policies_, code, name, nothing_more<model::PolicyRow>);
}

Result<model::SourceId> BulkDimensions::source(std::string_view code, std::string_view name) {
  return by_code(Table::source, sources_, code, name, nothing_more<model::Source>);
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

// Calls `visit` with the side of one of the tables that lines are imported into.
template <class Self, class Visit>
auto BulkDimensions::with_side(Self& self, Table table, Visit visit) {
  switch (table) {
    case Table::unit:
      return visit(self.units_);
    case Table::service:
      return visit(self.services_);
    case Table::code:
      return visit(self.codes_);
    case Table::resource:
      return visit(self.resources_);
    case Table::policy:
      return visit(self.policies_);
    case Table::source:
      return visit(self.sources_);
    default:
      return visit(self.versions_);
  }
}

bool BulkDimensions::usable(Table table, std::uint32_t number) const {
  // Whatever natural keys were asked for here is usable at the commit, revived if need be.
  return with_side(*this, table, [&](const auto& side) {
    return number < side.size() &&
           (number >= side.known.size() || side.known.common(number).usable() ||
            has_revivals_of(side.at(number).uuid));
  });
}

bool BulkDimensions::has_revivals_of(const Uuid& row) const {
  return std::any_of(revivals_.begin(), revivals_.end(),
                     [&row](const Op& op) { return op.rows.front() == row; });
}

Uuid BulkDimensions::uuid(Table table, std::uint32_t number) const {
  if (number == model::kNone) {
    return {};
  }
  return with_side(*this, table, [number](const auto& side) { return side.at(number).uuid; });
}

// Cuts the rows that are not in the log yet into blocks.
template <class Row>
void BulkDimensions::take_side(Table table, Side<Row>& side, std::vector<Op>& out) {
  while (side.logged < side.made.size()) {
    const std::size_t count =
        std::min<std::size_t>(side.made.size() - side.logged, std::size_t{oplog::kMaxBlockRows});
    Op op;
    op.block = true;
    op.table = model::table_info(table).name;
    for (std::size_t i = 0; i < count; ++i) {
      op.rows.push_back(side.made[side.logged + i].uuid);
    }
    for (const model::FieldInfo& field : model::table_info(table).fields) {
      Column column{.field = std::string(field.name)};
      bool says = !field.nullable && !field.has_default;
      for (std::size_t i = 0; i < count; ++i) {
        column.values.push_back(said(field, &side.made[side.logged + i], *this));
        says = says || !model::is_null(column.values.back());
      }
      if (says) {
        op.set.push_back(std::move(column));
      }
    }
    side.logged += count;
    out.push_back(std::move(op));
  }
}

std::vector<Op> BulkDimensions::take_inserts() {
  std::vector<Op> ops;
  take_side(Table::unit, units_, ops);
  take_side(Table::service, services_, ops);
  take_side(Table::code, codes_, ops);
  take_side(Table::version, versions_, ops);
  take_side(Table::resource, resources_, ops);
  take_side(Table::policy, policies_, ops);
  take_side(Table::source, sources_, ops);
  return ops;
}

Result<void> BulkDimensions::insert(const Op& op) {
  const Table table = *model::table_from_name(op.table);
  return with_side(*this, table, [&](auto& side) -> Result<void> {
    const auto first = std::find_if(side.made.begin(), side.made.end(),
                                    [&op](const auto& row) { return row.uuid == op.rows.front(); });
    auto number = side.known.size() + static_cast<std::uint32_t>(first - side.made.begin());
    for (std::size_t i = 0; i < op.rows.size(); ++i, ++number) {
      const auto& row = side.at(number);
      TRY_DO(rows_.insert_dimension(table, number, row.uuid, &row, op.id_at(i), op.hlc));
    }
    return {};
  });
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
  publish_side(resources_);
  publish_side(policies_);
  publish_side(sources_);
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
  TRY_DO(add_renames(Table::resource, resources_, ops));
  TRY_DO(add_renames(Table::policy, policies_, ops));
  TRY_DO(add_renames(Table::source, sources_, ops));
  return ops;
}

}  // namespace saimnieks::ledger
