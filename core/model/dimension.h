// Dimensions in memory: units, services, codes, plan versions, resources, policies and sources of
// funding, a few thousand rows kept in step with the file. Read only outside the ledger.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/uuid.h"
#include "core/model/line.h"

namespace saimnieks::model {

// What every dimension row has. `present` is false for a row that another row refers to although it
// is not (or no longer) part of the ledger: shown nowhere, but its number is taken.
struct DimensionRow {
  base::Uuid uuid{};
  std::string name{};
  bool voided = false;
  bool present = true;

  [[nodiscard]] bool usable() const { return present && !voided; }
};

enum class UnitKind : std::uint8_t { state, sector, municipality, institution, department };
template <>
inline constexpr std::array<std::string_view, 5> kChoices<UnitKind>{
    "state", "sector", "municipality", "institution", "department"};

// Merging and splitting break no history: a unit ends, and names the one that goes on; several, by
// rows of the table `succession`.
struct Unit : DimensionRow {
  using Id = UnitId;
  UnitId parent = kNoUnit;  // identity is the full path of codes
  std::string code{};
  std::optional<UnitKind> kind{};
  std::optional<base::Date> valid_from{};
  std::optional<base::Date> valid_to{};  // the last day
  UnitId successor = kNoUnit;
};

struct Service : DimensionRow {
  using Id = ServiceId;
  std::string code{};
  UnitId unit = kNoUnit;         // whose it is
  std::string sector{};          // beside the tree of units
  std::string register_id{};     // in the state's register of services
  std::string life_situation{};  // in the register of life situations
};

// The scheme of the economic classification; other schemes carry the name of their list.
inline constexpr std::string_view kEkkScheme = "EKK";

struct Code : DimensionRow {
  using Id = CodeId;
  std::string scheme{};
  std::string code{};
  bool catalogue = false;  // from the built-in catalogue: cannot be renamed or voided
};

struct Version : DimensionRow {  // a version of plans; `name` is its label
  using Id = VersionId;
  VersionStatus status = VersionStatus::draft;
  std::string decision_number{};
  std::optional<base::Date> decision_date{};
  std::string submitted_by{};
  std::string approved_by{};
  // What might be: it can be compared, never submitted, and counts only where it is named.
  bool scenario = false;
};

struct Resource : DimensionRow {  // a capability or resource
  using Id = ResourceId;
  std::string code{};
  std::string kind{};  // of the catalogue's resource kinds, or an institution's own
  ResourceId parent = kNoResource;
  UnitId unit = kNoUnit;
  std::string register_id{};  // in the state's register of resources
};

enum class PolicyKind : std::uint8_t { policy, strategy };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<PolicyKind>{"policy", "strategy"};

struct PolicyRow : DimensionRow {  // a policy, or a development strategy or plan
  using Id = PolicyId;
  std::string code{};
  PolicyKind kind = PolicyKind::policy;
  UnitId unit = kNoUnit;
  std::optional<base::Date> valid_from{};
  std::optional<base::Date> valid_to{};
};

struct Source : DimensionRow {  // of funding
  using Id = SourceId;
  std::string code{};
  std::string kind{};  // of the catalogue's kinds of funding source
};

// One dimension, whatever its rows are: found by uuid, known by number.
class AnyDimension {
 public:
  virtual ~AnyDimension() = default;

  [[nodiscard]] virtual std::uint32_t size() const = 0;
  // kNone when there is no such row.
  [[nodiscard]] std::uint32_t number_of(const base::Uuid& uuid) const {
    const auto found = by_uuid_.find(uuid);
    return found == by_uuid_.end() ? kNone : found->second;
  }
  // `number` must be below size(). The row as its struct, for FieldInfo::read and write.
  [[nodiscard]] virtual const DimensionRow& common(std::uint32_t number) const = 0;
  [[nodiscard]] virtual const void* row(std::uint32_t number) const = 0;

  // For the ledger only.
  [[nodiscard]] DimensionRow& common_at(std::uint32_t number) {
    return const_cast<DimensionRow&>(common(number));
  }
  [[nodiscard]] void* row_at(std::uint32_t number) { return const_cast<void*>(row(number)); }
  virtual std::uint32_t make(const base::Uuid& uuid) = 0;  // an empty row
  virtual void clear() = 0;

 protected:
  std::unordered_map<base::Uuid, std::uint32_t> by_uuid_;
};

template <class Row>
class Dimension final : public AnyDimension {
 public:
  using Id = typename Row::Id;

  [[nodiscard]] std::uint32_t size() const override {
    return static_cast<std::uint32_t>(rows_.size());
  }
  [[nodiscard]] bool contains(Id id) const { return index(id) < rows_.size(); }
  // `id` must be contained.
  [[nodiscard]] const Row& operator[](Id id) const { return rows_[index(id)]; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }  // by number
  // kNone when there is no such row.
  [[nodiscard]] Id find(const base::Uuid& uuid) const { return Id{number_of(uuid)}; }
  [[nodiscard]] const DimensionRow& common(std::uint32_t number) const override {
    return rows_[number];
  }
  [[nodiscard]] const void* row(std::uint32_t number) const override { return &rows_[number]; }

  // For the ledger only.
  Id add(Row row) {
    const Id id{size()};
    by_uuid_.emplace(row.uuid, index(id));
    rows_.push_back(std::move(row));
    return id;
  }
  [[nodiscard]] Row& at(Id id) { return rows_[index(id)]; }
  std::uint32_t make(const base::Uuid& uuid) override {
    Row row;
    row.uuid = uuid;
    return index(add(std::move(row)));
  }
  void clear() override {
    rows_.clear();
    by_uuid_.clear();
  }

 private:
  std::vector<Row> rows_;
};

// Whether the unit is `of` or lies below it. kNoUnit lies in nothing but kNoUnit.
[[nodiscard]] inline bool lies_in(const Dimension<Unit>& units, UnitId unit, UnitId of) {
  while (unit != kNoUnit && unit != of) {
    unit = units[unit].parent;
  }
  return unit == of;
}

// The texts that lines of one open ledger share; numbers follow the order of meeting.
class Words {
 public:
  // kNoWord for an empty text.
  WordId number(std::string_view text) {
    if (text.empty()) {
      return kNoWord;
    }
    const auto [found, fresh] = numbers_.try_emplace(std::string(text), WordId{size()});
    if (fresh) {
      texts_.push_back(found->first);
    }
    return found->second;
  }
  [[nodiscard]] const std::string& text(WordId word) const { return texts_[index(word)]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, WordId> numbers_;
};

// Row uuids that every device derives alike from the natural key (version 8).
[[nodiscard]] base::Uuid unit_uuid(const base::Uuid& ledger, const base::Uuid* parent,
                                   std::string_view code);
[[nodiscard]] base::Uuid service_uuid(const base::Uuid& ledger, std::string_view code);
[[nodiscard]] base::Uuid code_uuid(const base::Uuid& ledger, std::string_view scheme,
                                   std::string_view code);
[[nodiscard]] base::Uuid version_uuid(const base::Uuid& ledger, std::string_view label);
// The same for any table with a natural key; `parts` in the key's order, references as uuid texts,
// nothing as an empty text.
[[nodiscard]] base::Uuid natural_uuid(const base::Uuid& ledger, Table table,
                                      const std::vector<std::string>& parts);
// Of a built-in catalogue code: the same in every ledger.
[[nodiscard]] base::Uuid catalogue_code_uuid(std::string_view scheme, std::string_view code);
// Whether a row id is a built-in code's: there is no op that makes it.
[[nodiscard]] bool is_catalogue_code(const base::Uuid& uuid);

}  // namespace saimnieks::model
