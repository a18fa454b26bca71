// The accounts' turnovers beside those of the ledger: rows of a list, not of a register, so they
// have no identifier but what they are of, and amounts as accounts write them.
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/exchange/number.h"
#include "core/exchange/register_file.h"
#include "core/exchange/row_names.h"
#include "core/exchange/words.h"
#include "core/model/facts.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Uuid;
using ledger::Ledger;
using model::Table;

constexpr const char* kAmount = "amount_cents";

struct Entry {
  std::string unit, code;
  base::Period period;
  model::Basis basis = model::Basis::cost;
  std::int64_t cents = 0;
  std::string document;

  [[nodiscard]] std::string key() const {
    return unit + " " + code + " " + period.iso() + " " + std::string(model::name(basis));
  }
};

// What a row of the file says, or the field at fault.
class Entries {
 public:
  Entries(const Ledger& ledger, const RegisterRows& rows) : ledger_(ledger) {
    const auto title = rows.titles.find(kAmount);
    in_cents_ = title != rows.titles.end() && title->second == kAmount;
    DecimalVote vote;
    for (const RegisterSaid& row : rows.rows) {
      vote.see(row.text(kAmount));
    }
    decimal_ = vote.decimal();
  }

  std::optional<Entry> read(const RegisterSaid& row, RegisterFault& fault) const {
    const auto refuse = [&](const char* field, ErrorCode code) {
      fault = {row.place, field, row.text(field).empty() ? ErrorCode::value_missing : code,
               row.text(field)};
      return std::nullopt;
    };
    Entry out;
    const auto unit = named(Table::unit, row.text("unit"));
    if (!unit) {
      return refuse("unit", ErrorCode::unit_unknown);
    }
    const auto code = named(Table::code, row.text("code"));
    if (!code) {
      return refuse("code", ErrorCode::code_unknown);
    }
    const auto period = parse_file_period(row.text("period"));
    if (!period) {
      return refuse("period", ErrorCode::period_invalid);
    }
    if (const std::string said = row.text("basis"); !said.empty()) {
      const auto basis = model::from_name<model::Basis>(choice_said("basis", said).value_or(said));
      if (!basis) {
        return refuse("basis", ErrorCode::value_range);
      }
      out.basis = *basis;
    }
    const auto amount = parse_file_amount(row.text(kAmount), decimal_,
                                          in_cents_ ? AmountUnit::cent : AmountUnit::euro);
    if (!amount) {
      return refuse(kAmount, amount.error().code);
    }
    out.unit = *unit;
    out.code = *code;
    out.period = *period;
    out.cents = amount->cents();
    out.document = row.text("document");
    return out;
  }

 private:
  [[nodiscard]] std::optional<std::string> named(Table table, const std::string& text) const {
    const model::AnyDimension& rows = *ledger_.dimension(table);
    const std::uint32_t number =
        text.empty() ? model::kNone : rows.number_of(named_row(ledger_, table, text));
    return number != model::kNone && rows.common(number).usable()
               ? std::optional(name_of_row(ledger_, table, number))
               : std::nullopt;
  }

  const Ledger& ledger_;
  bool in_cents_ = false;
  char decimal_ = '.';
};

}  // namespace

Result<void> RegisterComparison::compare_turnovers(const Ledger& ledger, base::ByteSource& source) {
  TRY(RegisterRows read, read_register(model::table_info(table_), source));
  unused_columns_ = std::move(read.unused_columns);
  for (const char* field : {"unit", "code", "period", kAmount}) {
    if (!read.rows.empty() && read.titles.count(field) == 0) {
      return fail(ErrorCode::mapping_invalid, field);
    }
  }
  std::map<std::string, std::pair<Uuid, Entry>> known;
  TRY_DO(ledger.each_fact<model::Turnover>([&](const model::Turnover& one) {
    if (!one.voided) {
      const Entry entry{name_of_row(ledger, Table::unit, model::index(one.unit)),
                        name_of_row(ledger, Table::code, model::index(one.code)),
                        one.period,
                        one.basis,
                        one.amount_cents.cents(),
                        one.document};
      known.emplace(entry.key(), std::pair(one.uuid, entry));
    }
  }));
  const Entries entries(ledger, read);
  std::set<std::string> seen;
  // What the list is about: of other units, months and bases it says nothing.
  std::set<std::tuple<std::string, std::string, model::Basis>> covered;
  for (const RegisterSaid& row : read.rows) {
    RegisterFault fault;
    const auto entry = row.fault ? std::nullopt : entries.read(row, fault);
    if (!entry) {
      faults_.push_back(row.fault ? *row.fault : fault);
      continue;
    }
    if (!seen.insert(entry->key()).second) {
      faults_.push_back({row.place, "code", ErrorCode::row_exists, entry->key()});
      continue;
    }
    covered.emplace(entry->unit, entry->period.iso(), entry->basis);
    const auto found = known.find(entry->key());
    const Entry* now = found == known.end() ? nullptr : &found->second.second;
    RegisterRow out{row.place, entry->key(), now == nullptr ? Uuid() : found->second.first, {}};
    if (now == nullptr) {
      out.fields = {{"unit", {}, entry->unit},
                    {"code", {}, entry->code},
                    {"period", {}, entry->period.iso()},
                    {"basis", {}, std::string(model::name(entry->basis))}};
    }
    if (now == nullptr || now->cents != entry->cents) {
      out.fields.push_back({kAmount, now == nullptr ? std::string() : std::to_string(now->cents),
                            std::to_string(entry->cents)});
    }
    if (const std::string before = now == nullptr ? std::string() : now->document;
        !entry->document.empty() && before != entry->document) {
      out.fields.push_back({"document", before, entry->document});
    }
    unchanged_ += out.fields.empty() ? 1 : 0;
    if (!out.fields.empty()) {
      (now == nullptr ? added_ : changed_).push_back(std::move(out));
    }
  }
  for (const auto& [key, row] : known) {
    const Entry& entry = row.second;
    if (seen.count(key) == 0 && covered.count({entry.unit, entry.period.iso(), entry.basis}) > 0) {
      gone_.push_back({0, key, row.first, {}});
    }
  }
  return {};
}

}  // namespace saimnieks::exchange
