// Counting references.
#include "core/ledger/uses.h"

#include <deque>
#include <string>

namespace saimnieks::ledger {
namespace {

using model::FieldInfo;

// The dimensions that one table's rows name.
struct References {
  explicit References(const model::TableInfo& table, std::vector<const FieldInfo*> named)
      : fields(std::move(named)), living(select(table, fields), Sql::Scan::meant) {}

  static std::string select(const model::TableInfo& table,
                            const std::vector<const FieldInfo*>& fields) {
    std::string out = "SELECT ";
    for (const FieldInfo* field : fields) {
      out += (field == fields.front() ? "" : ", ") + std::string(field->column);
    }
    return out + " FROM " + std::string(table.name) + " WHERE present = 1 AND voided = 0";
  }

  std::vector<const FieldInfo*> fields;
  Sql living;
};

bool names_dimension(const FieldInfo& field) {
  return field.type == model::FieldType::reference &&
         model::table_info(field.target).kind == model::TableKind::dimension;
}

const std::deque<References> kReferences = [] {
  std::deque<References> out;
  for (const model::TableInfo& table : model::tables()) {
    std::vector<const FieldInfo*> named;
    for (const FieldInfo& field : table.fields) {
      if (names_dimension(field)) {
        named.push_back(&field);
      }
    }
    if (!named.empty()) {
      out.emplace_back(table, std::move(named));
    }
  }
  return out;
}();

// The rows that name one row by one field.
struct Naming {
  Naming(const model::TableInfo& table, const FieldInfo& field)
      : target(field.target),
        living("SELECT uuid FROM " + std::string(table.name) + " WHERE " +
                   std::string(field.column) + " = ?1 AND present = 1 AND voided = 0",
               Sql::Scan::meant) {}

  Table target;
  Sql living;
};

const std::deque<Naming> kNamings = [] {
  std::deque<Naming> out;
  for (const model::TableInfo& table : model::tables()) {
    for (const FieldInfo& field : table.fields) {
      if (field.type == model::FieldType::reference) {
        out.emplace_back(table, field);
      }
    }
  }
  return out;
}();

}  // namespace

Result<bool> is_named(Database& db, Table table, std::uint32_t number, const base::Uuid& row,
                      base::FunctionRef<bool(const base::Uuid&)> ignore) {
  for (const Naming& naming : kNamings) {
    if (naming.target != table) {
      continue;
    }
    Query query(db, naming.living);
    if (number == model::kNone) {
      query.bind(row);
    } else {
      query.bind(number);
    }
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        break;
      }
      if (!ignore(query.uuid_at(0))) {
        return true;
      }
    }
  }
  return false;
}

Result<void> Uses::count(Database& db) {
  for (const References& one : kReferences) {
    Query query(db, one.living);
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        break;
      }
      int column = 0;
      for (const FieldInfo* field : one.fields) {
        if (!query.null_at(column)) {
          add(*field, query.int_at(column), 1);
        }
        ++column;
      }
    }
  }
  return {};
}

void Uses::add(const FieldInfo& field, std::int64_t number, std::int64_t by) {
  if (!names_dimension(field)) {
    return;
  }
  std::vector<std::int64_t>& counts = counts_[static_cast<std::size_t>(field.target)];
  const auto place = static_cast<std::size_t>(number);
  if (place >= counts.size()) {
    counts.resize(place + 1);
  }
  counts[place] += by;
}

std::int64_t Uses::of(Table table, std::uint32_t number) const {
  const std::vector<std::int64_t>& counts = counts_[static_cast<std::size_t>(table)];
  return number < counts.size() ? counts[number] : 0;
}

}  // namespace saimnieks::ledger
