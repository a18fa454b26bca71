#include "core/ledger/sight.h"

#include <array>
#include <map>

#include "core/ledger/impl.h"
#include "core/model/unit_tree.h"

namespace saimnieks::ledger {

using base::Uuid;
using model::Table;

// What lines lie in: few combinations of many lines, so that each is asked about once.
class Sight::Rules {
 public:
  Rules(const Ledger& ledger, Database& db, Rows& rows, Log& log, const Uuid& id)
      : ledger_(ledger), world_(db, rows, log), guard_(world_, id) {}

  [[nodiscard]] oplog::Guard& guard() { return guard_; }
  [[nodiscard]] Result<bool> sees(const model::LineRow& line) {
    const Key key{model::index(line.unit), model::index(line.service), model::index(line.resource),
                  model::index(line.policy)};
    if (latest_ == key) {
      return latest_seen_;
    }
    TRY(latest_seen_, seen_at(key));
    latest_ = key;
    return latest_seen_;
  }
  [[nodiscard]] Result<bool> answers_as(const Rules& before) {
    for (const auto& [key, seen] : before.places_) {
      TRY(const bool now, seen_at(key));
      if (now != seen) {
        return false;
      }
    }
    return true;
  }

 private:
  using Key = std::array<std::uint32_t, 4>;

  [[nodiscard]] Result<bool> seen_at(const Key& key) {
    auto known = places_.find(key);
    if (known == places_.end()) {
      TRY(const bool seen, guard_.sees({.unit = uuid(Table::unit, key[0]),
                                        .service = uuid(Table::service, key[1]),
                                        .resource = uuid(Table::resource, key[2]),
                                        .policy = uuid(Table::policy, key[3])}));
      known = places_.emplace(key, seen).first;
    }
    return known->second;
  }
  [[nodiscard]] Uuid uuid(Table table, std::uint32_t number) const {
    return number == model::kNone ? Uuid() : ledger_.dimension(table)->common(number).uuid;
  }

  const Ledger& ledger_;
  LedgerWorld world_;
  oplog::Guard guard_;
  std::map<Key, bool> places_;
  std::optional<Key> latest_;
  bool latest_seen_ = false;
};

Sight::Sight(std::unique_ptr<Rules> rules, bool everything)
    : rules_(std::move(rules)), everything_(everything) {}

Sight::~Sight() = default;

Result<bool> Sight::sees(const model::LineRow& line) {
  return everything_ ? Result<bool>(true) : rules_->sees(line);
}

Result<bool> Sight::answers_as(const Sight& before) {
  if (everything_ || before.everything_) {
    return everything_ == before.everything_;
  }
  return rules_->answers_as(*before.rules_);
}

Result<bool> Sight::sees(Table table, const Ledger::RowView& row) {
  return everything_ ? Result<bool>(true)
                     : rules_->guard().sees(table, row.row, [&row](std::string_view field) {
                         return row.state.field(field);
                       });
}

Result<void> scan_seen_lines(const Ledger& ledger,
                             base::FunctionRef<void(const model::Line&)> visit) {
  TRY(const std::unique_ptr<Sight> sight, ledger.sight());
  Result<void> asked;
  TRY_DO(ledger.scan_whole_lines([&](const model::Line& line) {
    const Result<bool> seen = sight->sees(line.row);
    if (!seen) {
      asked = tl::unexpected(seen.error());
    } else if (*seen) {
      visit(line);
    }
  }));
  return asked;
}

Result<std::int64_t> hidden_lines(const Ledger& ledger, UnitId below) {
  TRY(const std::unique_ptr<Sight> sight, ledger.sight());
  std::int64_t hidden = 0;
  if (sight->everything()) {
    return hidden;
  }
  Result<void> asked;
  TRY_DO(ledger.scan_lines([&](const model::LineRow& line) {
    if (line.voided || !model::in_cut(ledger.units(), ledger.home_of(line), below)) {
      return;
    }
    const Result<bool> seen = sight->sees(line);
    if (!seen) {
      asked = tl::unexpected(seen.error());
    } else {
      hidden += *seen ? 0 : 1;
    }
  }));
  TRY_DO(asked);
  return hidden;
}

Result<std::unique_ptr<Sight>> Ledger::sight() const {
  auto rules = std::make_unique<Sight::Rules>(*this, impl_->db, impl_->rows, impl_->log, impl_->id);
  oplog::Writer who = impl_->writer();
  who.device = impl_->sync.reads_only ? access::Enrolment::reader : access::Enrolment::editor;
  rules->guard().begin(std::move(who), {});
  TRY(const bool everything, rules->guard().sees_everything());
  return std::unique_ptr<Sight>(new Sight(std::move(rules), everything));
}

}  // namespace saimnieks::ledger
