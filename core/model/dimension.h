// Dimensions in memory: units, services, codes and plan versions, a few thousand rows kept in step
// with the file. Read only outside the ledger.
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

struct Unit : DimensionRow {
  using Id = UnitId;
  UnitId parent = kNoUnit;  // identity is the full path of codes
  std::string code{};
};

struct Service : DimensionRow {
  using Id = ServiceId;
  std::string code{};
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
};

template <class Row>
class Dimension {
 public:
  using Id = typename Row::Id;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] bool contains(Id id) const { return index(id) < rows_.size(); }
  // `id` must be contained.
  [[nodiscard]] const Row& operator[](Id id) const { return rows_[index(id)]; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }  // by number
  // kNone when there is no such row.
  [[nodiscard]] Id find(const base::Uuid& uuid) const {
    const auto found = by_uuid_.find(uuid);
    return found == by_uuid_.end() ? Id{kNone} : found->second;
  }

  // For the ledger only.
  Id add(Row row) {
    const Id id{size()};
    by_uuid_.emplace(row.uuid, id);
    rows_.push_back(std::move(row));
    return id;
  }
  [[nodiscard]] Row& at(Id id) { return rows_[index(id)]; }
  void clear() {
    rows_.clear();
    by_uuid_.clear();
  }

 private:
  std::vector<Row> rows_;
  std::unordered_map<base::Uuid, Id> by_uuid_;
};

// Row uuids that every device derives alike from the natural key (version 8).
[[nodiscard]] base::Uuid unit_uuid(const base::Uuid& ledger, const base::Uuid* parent,
                                   std::string_view code);
[[nodiscard]] base::Uuid service_uuid(const base::Uuid& ledger, std::string_view code);
[[nodiscard]] base::Uuid code_uuid(const base::Uuid& ledger, std::string_view scheme,
                                   std::string_view code);
[[nodiscard]] base::Uuid version_uuid(const base::Uuid& ledger, std::string_view label);
// Of a built-in catalogue code: the same in every ledger.
[[nodiscard]] base::Uuid catalogue_code_uuid(std::string_view scheme, std::string_view code);
// Whether a row id is a built-in code's: there is no op that makes it.
[[nodiscard]] bool is_catalogue_code(const base::Uuid& uuid);

}  // namespace saimnieks::model
