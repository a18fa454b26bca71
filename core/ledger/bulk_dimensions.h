// The dimension rows that a bulk write meets: found by natural key for every line, made once, and
// kept apart from the ledger's own until the commit.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ledger/rows.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

class BulkDimensions {
 public:
  // Asked before a row is made; of a unit with the one above it.
  using MayMake = std::function<Result<void>(Table table, model::UnitId parent)>;

  // `rows` and `ledger` are borrowed.
  BulkDimensions(Rows& rows, const base::Uuid& ledger, MayMake may_make)
      : rows_(rows),
        ledger_(ledger),
        may_make_(std::move(may_make)),
        units_(rows.units()),
        services_(rows.services()),
        codes_(rows.codes()),
        versions_(rows.versions()),
        resources_(rows.resources()),
        policies_(rows.policies()),
        sources_(rows.sources()) {}

  [[nodiscard]] Result<model::UnitId> unit(std::span<const std::string_view> path,
                                           std::span<const std::string_view> names);
  [[nodiscard]] Result<model::ServiceId> service(std::string_view code, std::string_view name);
  [[nodiscard]] Result<model::CodeId> code(std::string_view scheme, std::string_view code,
                                           std::string_view name);
  [[nodiscard]] Result<model::VersionId> version(std::string_view label);
  [[nodiscard]] Result<model::ResourceId> resource(std::string_view code, std::string_view name,
                                                   std::string_view kind);
  [[nodiscard]] Result<model::PolicyId> policy(std::string_view code, std::string_view name);
  [[nodiscard]] Result<model::SourceId> source(std::string_view code, std::string_view name);

  [[nodiscard]] bool usable(Table table, std::uint32_t number) const;
  [[nodiscard]] base::Uuid uuid(Table table, std::uint32_t number) const;
  [[nodiscard]] model::UnitId parent(model::UnitId unit) const {
    return units_.at(model::index(unit)).parent;
  }

  // Rows made since the last call, as block ops that insert them, in an order that puts parents
  // first. insert() then writes the rows of one of these ops, once it has its id and time.
  [[nodiscard]] std::vector<oplog::Op> take_inserts();
  [[nodiscard]] Result<void> insert(const oplog::Op& op);
  // Rows that exist but are voided or hidden, as ops for the Settler; publish() must come first.
  [[nodiscard]] std::vector<oplog::Op> take_revivals() { return std::exchange(revivals_, {}); }
  [[nodiscard]] bool has_revivals() const { return !revivals_.empty(); }
  // Puts the rows that are in the log into the ledger's memory.
  void publish();
  // The last names given to rows that were already in the log, as ops for the Settler.
  [[nodiscard]] Result<std::vector<oplog::Op>> renames();

 private:
  template <class Row>
  struct Side {
    explicit Side(model::Dimension<Row>& dimension) : known(dimension) {}

    [[nodiscard]] std::uint32_t size() const {
      return known.size() + static_cast<std::uint32_t>(made.size());
    }
    [[nodiscard]] const Row& at(std::uint32_t number) const {
      return number < known.size() ? known[typename Row::Id{number}] : made[number - known.size()];
    }

    model::Dimension<Row>& known;
    std::vector<Row> made;   // numbers follow those of `known`
    std::size_t logged = 0;  // of `made`
    std::unordered_map<std::string, std::uint32_t> by_key;
    std::unordered_map<std::uint32_t, std::string> names;  // given to rows that are in the log
  };

  // A row whose key is its code alone; `fill` says what else a new one has.
  template <class Row, class Fill>
  [[nodiscard]] Result<typename Row::Id> by_code(Table table, Side<Row>& side,
                                                 std::string_view code, std::string_view name,
                                                 Fill fill);
  // The number under `key_`, by `uuid` among the known rows, or of the new `row`.
  template <class Row>
  [[nodiscard]] Result<std::uint32_t> find_or_make(Table table, Side<Row>& side, Row row,
                                                   std::string_view name);
  template <class Row>
  [[nodiscard]] Result<void> give_name(Table table, Side<Row>& side, std::uint32_t number,
                                       std::string_view name);
  template <class Row>
  [[nodiscard]] Result<void> revive(Table table, const Row& row);
  [[nodiscard]] bool has_revivals_of(const base::Uuid& row) const;
  template <class Row>
  [[nodiscard]] Result<void> add_renames(Table table, Side<Row>& side, std::vector<oplog::Op>& out);
  template <class Row>
  static void publish_side(Side<Row>& side);
  template <class Row>
  void take_side(Table table, Side<Row>& side, std::vector<oplog::Op>& out);
  template <class Self, class Visit>
  static auto with_side(Self& self, Table table, Visit visit);

  Rows& rows_;
  const base::Uuid& ledger_;
  MayMake may_make_;
  Side<model::Unit> units_;
  Side<model::Service> services_;
  Side<model::Code> codes_;
  Side<model::Version> versions_;
  Side<model::Resource> resources_;
  Side<model::PolicyRow> policies_;
  Side<model::Source> sources_;
  std::vector<oplog::Op> revivals_;
  std::string key_;
};

}  // namespace saimnieks::ledger
