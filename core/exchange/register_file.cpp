#include "core/exchange/register_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/exchange/register_words.h"
#include "core/exchange/row_json.h"
#include "core/exchange/row_names.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Uuid;
using ledger::Ledger;
using model::FieldInfo;
using model::FieldType;
using model::Table;
using model::TableInfo;
using nlohmann::ordered_json;

constexpr std::string_view kRegisterId = "register_id";

using Said = RegisterSaid;

// What people call the row that this one is or would be.
std::string called(Table table, const Said& row) {
  std::string code = row.text("code");
  const std::string parent = row.text("parent");
  if (table == Table::unit && !parent.empty() && !code.empty()) {
    return parent + "/" + code;
  }
  if (table == Table::code && !code.empty()) {
    return row.text("scheme") + ":" + code;
  }
  return code;
}

Said said_of(const RegisterRow& row) {
  Said out;
  for (const RegisterRow::Field& field : row.fields) {
    out.fields[field.name] = field.after;
  }
  return out;
}

std::string said_in(const ordered_json& fields, const std::string& field) {
  const ordered_json& value = fields.at(field);
  return value.is_null()     ? std::string()
         : value.is_string() ? value.get<std::string>()
                             : value.dump();
}

}  // namespace

// One comparison under way.
class RegisterComparison::Reader {
 public:
  Reader(const Ledger& ledger, RegisterComparison& out)
      : ledger_(ledger), info_(model::table_info(out.table_)), out_(out) {}

  Result<void> run(base::ByteSource& source) {
    TRY(RegisterRows read, read_register(info_, source));
    out_.unused_columns_ = std::move(read.unused_columns);
    std::vector<Said>& rows = read.rows;
    by_register_ = std::any_of(rows.begin(), rows.end(), [](const Said& row) {
      return row.fields.find(kRegisterId) != row.fields.end();
    });
    const bool by_code = std::any_of(rows.begin(), rows.end(), [](const Said& row) {
      return row.fields.find("code") != row.fields.end();
    });
    if (!by_register_ && !by_code) {
      return fail(ErrorCode::mapping_invalid, "code");
    }
    TRY_DO(read_ledger());
    for (Said& row : rows) {
      take(std::move(row));
    }
    order_added();
    for (const auto& [number, known] : known_) {
      // Other lists of codes have registers of their own.
      const bool of_register =
          out_.table_ == Table::code
              ? schemes_.count(known.name.substr(0, known.name.find(':'))) > 0 && !known.built_in
              : !by_register_ || !known.register_id.empty();
      if (of_register && met_.count(number) == 0) {
        out_.gone_.push_back(
            {0, known.register_id.empty() ? known.name : known.register_id, known.row, {}});
      }
    }
    return {};
  }

 private:
  struct Known {
    Uuid row{};
    std::string name;
    std::string register_id;
    bool built_in = false;
    ordered_json fields;
  };

  Result<void> read_ledger() {
    return ledger_.each_row(out_.table_, {}, [&](const Ledger::RowView& row) {
      if (row.state.voided()) {
        return;
      }
      const std::uint32_t number = ledger_.dimension(out_.table_)->number_of(row.row);
      Known known{row.row,
                  name_of_row(ledger_, out_.table_, number),
                  {},
                  false,
                  row_json(ledger_, out_.table_, row)["fields"]};
      if (known.fields.contains(kRegisterId)) {
        known.register_id = said_in(known.fields, std::string(kRegisterId));
      }
      known.built_in =
          out_.table_ == Table::code && ledger_.codes()[model::CodeId{number}].catalogue;
      by_name_.emplace(known.name, number);
      if (!known.register_id.empty()) {
        by_id_.emplace(known.register_id, number);
      }
      known_.emplace(number, std::move(known));
    });
  }

  void fault(const Said& row, std::string field, ErrorCode code, std::string value) {
    out_.faults_.push_back({row.place, std::move(field), code, std::move(value)});
  }

  // The row of the ledger that this one is about.
  std::optional<std::uint32_t> met(const std::string& id, const std::string& name) const {
    if (const auto found = by_id_.find(id); !id.empty() && found != by_id_.end()) {
      return found->second;
    }
    const auto found = by_name_.find(name);
    if (name.empty() || found == by_name_.end()) {
      return std::nullopt;
    }
    // A row that the register already knows under another identifier is another one.
    const std::string& other = known_.at(found->second).register_id;
    return id.empty() || other.empty() || other == id ? std::optional(found->second) : std::nullopt;
  }

  void take(Said row) {
    const std::string id = row.text(kRegisterId);
    if (row.fault) {
      if (const auto number = met(id, called(out_.table_, row))) {
        met_.insert(*number);  // it is there, whatever it says
      }
      out_.faults_.push_back(*row.fault);
      return;
    }
    if (id.empty() && row.text("code").empty()) {
      return fault(row, by_register_ ? std::string(kRegisterId) : "code", ErrorCode::value_missing,
                   {});
    }
    if (row.text("code").empty() && !met(id, {})) {
      row.fields["code"] = id;  // a new row needs a code: the register's is as good as any
    }
    if (out_.table_ == Table::code) {
      row.fields.try_emplace("scheme", model::kEkkScheme);
      schemes_.insert(row.text("scheme"));
    }
    const std::string name = called(out_.table_, row);
    const std::string identifier = id.empty() ? name : id;
    if (!seen_.insert(identifier).second) {
      return fault(row, id.empty() ? "code" : std::string(kRegisterId), ErrorCode::row_exists,
                   identifier);
    }
    const auto number = met(id, name);
    const Known* known = number ? &known_.at(*number) : nullptr;
    if (number && !met_.insert(*number).second) {
      return fault(row, "code", ErrorCode::row_exists, name);
    }
    if (known == nullptr && by_name_.count(name) > 0) {
      return fault(row, "code", ErrorCode::row_exists, name);
    }
    compare(row, known, identifier);
  }

  void compare(const Said& row, const Known* known, const std::string& identifier) {
    RegisterRow out{row.place, identifier, known == nullptr ? Uuid() : known->row, {}};
    for (const auto& [field, in_file] : row.fields) {
      const FieldInfo& info = *model::find_field(info_, field);
      const std::string said = in_codes(info_, info, in_file);
      if (info.type == FieldType::choice && !info.choice(said)) {
        return fault(row, field, ErrorCode::value_range, said);
      }
      if (info.type == FieldType::date && !base::Date::parse(said)) {
        return fault(row, field, ErrorCode::date_invalid, said);
      }
      const bool own_parent = info.type == FieldType::reference && info.target == out_.table_;
      if (info.type == FieldType::reference && !own_parent && !is_known(info.target, said)) {
        return fault(row, field, ledger::unknown_row(info.target), said);
      }
      const std::string before = known == nullptr ? std::string() : said_in(known->fields, field);
      if (before == said) {
        continue;
      }
      if (known != nullptr && info.policy == model::Policy::immutable) {
        return fault(row, field, ErrorCode::op_field_immutable, said);
      }
      if (known != nullptr && known->built_in) {
        return fault(row, field, ErrorCode::catalogue_immutable, said);
      }
      out.fields.push_back({field, before, said});
    }
    if (known == nullptr) {
      out_.added_.push_back(std::move(out));
    } else if (out.fields.empty()) {
      ++out_.unchanged_;
    } else {
      out_.changed_.push_back(std::move(out));
    }
  }

  bool is_known(Table table, const std::string& text) const {
    const model::AnyDimension* rows = ledger_.dimension(table);
    const std::uint32_t number =
        rows == nullptr ? model::kNone : rows->number_of(named_row(ledger_, table, text));
    return number != model::kNone && rows->common(number).usable();
  }

  static std::string parent_of(const RegisterRow& row) {
    for (const RegisterRow::Field& field : row.fields) {
      if (field.name == "parent") {
        return field.after;
      }
    }
    return {};
  }

  // Rows after those that they lie below. What lies below nothing that is there or comes, or below
  // itself, is a fault.
  void order_added() {
    std::vector<RegisterRow> waiting = std::move(out_.added_);
    out_.added_.clear();
    std::set<std::string> there;
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<RegisterRow> left;
      for (RegisterRow& row : waiting) {
        const std::string parent = parent_of(row);
        if (parent.empty() || there.count(parent) > 0 || by_name_.count(parent) > 0) {
          there.insert(name_of(row));
          out_.added_.push_back(std::move(row));
          moved = true;
        } else {
          left.push_back(std::move(row));
        }
      }
      waiting = std::move(left);
    }
    const auto homeless = [this](const RegisterRow& row) {
      out_.faults_.push_back(
          {row.place, "parent", ledger::unknown_row(out_.table_), parent_of(row)});
    };
    std::for_each(waiting.begin(), waiting.end(), homeless);
    const auto lost = [&](const RegisterRow& row) {
      const std::string parent = parent_of(row);
      const bool found = parent.empty() || there.count(parent) > 0 || by_name_.count(parent) > 0;
      if (!found) {
        homeless(row);
      }
      return !found;
    };
    auto& changed = out_.changed_;
    changed.erase(std::remove_if(changed.begin(), changed.end(), lost), changed.end());
  }

  [[nodiscard]] std::string name_of(const RegisterRow& row) const {
    return called(out_.table_, said_of(row));
  }

  const Ledger& ledger_;
  const TableInfo& info_;
  RegisterComparison& out_;
  bool by_register_ = false;
  std::map<std::uint32_t, Known> known_;  // by number
  std::map<std::string, std::uint32_t> by_name_;
  std::map<std::string, std::uint32_t> by_id_;
  std::set<std::uint32_t> met_;
  std::set<std::string> seen_;
  std::set<std::string> schemes_;  // of codes
};

Result<RegisterComparison> RegisterComparison::make(const Ledger& ledger, Table table,
                                                    base::ByteSource& source) {
  RegisterComparison out;
  out.table_ = table;
  if (table == Table::turnover) {
    TRY_DO(out.compare_turnovers(ledger, source));
    return out;
  }
  if (ledger.dimension(table) == nullptr || table == Table::version) {
    return fail(ErrorCode::table_unknown, std::string(model::table_info(table).name));
  }
  TRY_DO(Reader(ledger, out).run(source));
  return out;
}

// In an order in which nothing that is still named is voided, as long as there is one.
void RegisterComparison::try_voids(ledger::BulkWrite& trial) {
  std::vector<RegisterRow> left = std::move(gone_);
  gone_.clear();
  std::vector<RegisterFault> refused;
  for (bool moved = true; moved;) {
    moved = false;
    refused.clear();
    std::vector<RegisterRow> again;
    for (RegisterRow& row : left) {
      const Result<Uuid> done = trial.run(ledger::Void{table_, row.row, {}});
      if (done) {
        gone_.push_back(std::move(row));
        moved = true;
      } else {
        refused.push_back({0, done.error().field, done.error().code, row.identifier});
        again.push_back(std::move(row));
      }
    }
    left = std::move(again);
  }
  faults_.insert(faults_.end(), refused.begin(), refused.end());
}

Result<void> RegisterComparison::try_out(Ledger& ledger, bool void_gone) {
  if (added_.empty() && changed_.empty() && (gone_.empty() || !void_gone)) {
    return {};
  }
  TRY(const CommandList list, commands(false));
  TRY(const auto trial, ledger.begin_bulk({}));
  std::vector<Uuid> made;
  const auto refused = [&](const RegisterRow& row) {
    const auto command = list.command(ledger, made.size(), made);
    const Result<Uuid> done =
        command ? trial->run(*command) : Result<Uuid>(tl::unexpected(command.error()));
    made.push_back(done.value_or(Uuid()));
    if (done) {
      return false;
    }
    const base::Error& error = done.error();
    const auto field =
        std::find_if(row.fields.begin(), row.fields.end(),
                     [&error](const RegisterRow::Field& one) { return one.name == error.field; });
    faults_.push_back({row.place, error.field, error.code,
                       field == row.fields.end() ? std::string() : field->after});
    return true;
  };
  // In the order of commands(); the trial is taken back when it goes.
  added_.erase(std::remove_if(added_.begin(), added_.end(), refused), added_.end());
  changed_.erase(std::remove_if(changed_.begin(), changed_.end(), refused), changed_.end());
  if (void_gone) {
    try_voids(*trial);
  }
  return {};
}

Result<CommandList> RegisterComparison::commands(bool void_gone) const {
  const std::string table(model::table_info(table_).name);
  ordered_json list = ordered_json::array();
  std::map<std::string, std::string> names;  // of new rows, by what people would call them
  const auto fields_of = [&](const RegisterRow& row) {
    ordered_json fields = ordered_json::object();
    for (const RegisterRow::Field& field : row.fields) {
      const auto made = names.find(field.after);
      const bool below_new = field.name == "parent" && made != names.end();
      const bool number =
          model::find_field(model::table_info(table_), field.name)->type == FieldType::cents;
      fields[field.name] = below_new ? ordered_json(made->second)
                           : number  ? ordered_json::parse(field.after)
                                     : ordered_json(field.after);
    }
    return fields;
  };
  for (const RegisterRow& row : added_) {
    const std::string own = "row" + std::to_string(list.size());
    list.push_back({{"add", table}, {"as", own}, {"fields", fields_of(row)}});
    names[called(table_, said_of(row))] = "$" + own;
  }
  for (const RegisterRow& row : changed_) {
    list.push_back({{"change", table}, {"row", row.row.text()}, {"fields", fields_of(row)}});
  }
  for (const RegisterRow& row : gone_) {
    if (void_gone) {
      list.push_back({{"void", table}, {"row", row.row.text()}});
    }
  }
  return CommandList::parse(list.dump());
}

}  // namespace saimnieks::exchange
