// How the members of a row's struct become its fields: the description of a table names each member
// once, and its type says what the field is. Included by tables.cpp alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/model/dimension.h"
#include "core/model/facts.h"
#include "core/model/line.h"
#include "core/model/tables.h"
#include "core/model/value.h"

namespace saimnieks::model {

inline constexpr int kCodeBytes = 64;
inline constexpr int kNameBytes = 512;
inline constexpr int kNoteBytes = 8192;

// What a member's type makes of a field: kInfo its type, get and set its cell.
template <class T, class = void>
struct Bound;

template <>
struct Bound<std::string> {
  static constexpr FieldInfo kInfo{.type = FieldType::text, .max_bytes = kCodeBytes};
  static Cell get(const std::string& member) { return Cell::of(std::string_view(member)); }
  static void set(std::string& member, const Cell& cell) { member = cell.text; }
};

template <>
struct Bound<bool> {
  static constexpr FieldInfo kInfo{.type = FieldType::boolean};
  static Cell get(bool member) { return Cell::of(std::int64_t{member}); }
  static void set(bool& member, const Cell& cell) { member = cell.integer != 0; }
};

// Plain numbers; as() says when they are an amount or a period.
template <class T>
struct Bound<T,
             std::enable_if_t<std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::int32_t>>> {
  static constexpr FieldInfo kInfo{.type = FieldType::integer};
  static Cell get(T member) { return Cell::of(std::int64_t{member}); }
  static void set(T& member, const Cell& cell) { member = static_cast<T>(cell.integer); }
};

template <>
struct Bound<base::Money> {
  static constexpr FieldInfo kInfo{.type = FieldType::cents};
  static Cell get(base::Money member) { return Cell::of(member.cents()); }
  static void set(base::Money& member, const Cell& cell) {
    member = base::Money::from_cents(cell.integer);
  }
};

template <>
struct Bound<base::Decimal> {
  static constexpr FieldInfo kInfo{.type = FieldType::decimal};
  static Cell get(base::Decimal member) { return Cell::of(member.millionths()); }
  static void set(base::Decimal& member, const Cell& cell) {
    member = base::Decimal::from_millionths(cell.integer);
  }
};

template <>
struct Bound<base::Period> {
  static constexpr FieldInfo kInfo{.type = FieldType::period};
  static Cell get(base::Period member) { return Cell::of(std::int64_t{member.packed()}); }
  static void set(base::Period& member, const Cell& cell) {
    member = base::Period::from_packed(cell.integer).value_or(base::Period());
  }
};

template <>
struct Bound<base::Date> {
  static constexpr FieldInfo kInfo{.type = FieldType::date};
  static Cell get(base::Date member) { return Cell::of(packed(member)); }
  static void set(base::Date& member, const Cell& cell) {
    member = date_from_packed(cell.integer).value_or(base::Date());
  }
};

template <class T>
struct Bound<T, std::enable_if_t<(kChoices<T>.size() > 0)>> {
  static constexpr FieldInfo kInfo{.type = FieldType::choice, .choices = kChoices<T>};
  static Cell get(T member) { return Cell::of(static_cast<std::int64_t>(member)); }
  static void set(T& member, const Cell& cell) { member = static_cast<T>(cell.integer); }
};

template <class T>
struct Bound<std::optional<T>> {
  static constexpr FieldInfo info() {
    FieldInfo out = Bound<T>::kInfo;
    out.nullable = true;
    return out;
  }
  static constexpr FieldInfo kInfo = info();
  static Cell get(const std::optional<T>& member) {
    return member ? Bound<T>::get(*member) : Cell{};
  }
  static void set(std::optional<T>& member, const Cell& cell) {
    member.reset();
    if (!cell.null()) {
      Bound<T>::set(member.emplace(), cell);
    }
  }
};

template <Table kTarget>
struct Bound<RowRef<kTarget>> {
  static constexpr FieldInfo kInfo{.type = FieldType::reference, .target = kTarget};
  static Cell get(const RowRef<kTarget>& member) {
    return member.uuid.is_nil() ? Cell{} : Cell::of(member.uuid);
  }
  static void set(RowRef<kTarget>& member, const Cell& cell) { member.uuid = cell.uuid; }
};

template <class Id, Table kTarget>
struct BoundNumber {
  static constexpr FieldInfo kInfo{.type = FieldType::reference, .target = kTarget};
  static Cell get(Id member) {
    return index(member) == kNone ? Cell{} : Cell::of(std::int64_t{index(member)});
  }
  static void set(Id& member, const Cell& cell) {
    member = Id{cell.null() ? kNone : static_cast<std::uint32_t>(cell.integer)};
  }
};
template <>
struct Bound<UnitId> : BoundNumber<UnitId, Table::unit> {};
template <>
struct Bound<ServiceId> : BoundNumber<ServiceId, Table::service> {};
template <>
struct Bound<CodeId> : BoundNumber<CodeId, Table::code> {};
template <>
struct Bound<VersionId> : BoundNumber<VersionId, Table::version> {};
template <>
struct Bound<ResourceId> : BoundNumber<ResourceId, Table::resource> {};
template <>
struct Bound<PolicyId> : BoundNumber<PolicyId, Table::policy> {};
template <>
struct Bound<SourceId> : BoundNumber<SourceId, Table::source> {};

template <auto First, auto... Rest, class Row>
auto& follow(Row& row) {
  if constexpr (sizeof...(Rest) == 0) {
    return row.*First;
  } else {
    return follow<Rest...>(row.*First);
  }
}

template <class Row, auto... Path>
struct Access {
  using Member =
      std::remove_cv_t<std::remove_reference_t<decltype(follow<Path...>(std::declval<Row&>()))>>;
  static Cell read(const void* row) {
    return Bound<Member>::get(follow<Path...>(*static_cast<const Row*>(row)));
  }
  static void write(void* row, const Cell& cell) {
    Bound<Member>::set(follow<Path...>(*static_cast<Row*>(row)), cell);
  }
};

// The field of `Row` at the end of a path of members.
template <class Row, auto... Path>
constexpr FieldInfo field(std::string_view name, std::string_view column = {}) {
  using Here = Access<Row, Path...>;
  FieldInfo info = Bound<typename Here::Member>::kInfo;
  info.name = name;
  info.column = column.empty() ? name : column;
  info.read = &Here::read;
  info.write = &Here::write;
  return info;
}

constexpr FieldInfo as(FieldType type, FieldInfo info) {
  info.type = type;
  return info;
}
constexpr FieldInfo optional(FieldInfo info) {
  info.nullable = true;
  return info;
}
constexpr FieldInfo defaulted(FieldInfo info) {
  info.has_default = true;
  return info;
}
constexpr FieldInfo immutable(FieldInfo info) {
  info.policy = Policy::immutable;
  return info;
}
constexpr FieldInfo key(int place, FieldInfo info) {
  info.key = place;
  return immutable(info);
}
constexpr FieldInfo sized(int max_bytes, FieldInfo info) {
  info.max_bytes = max_bytes;
  return info;
}
constexpr FieldInfo label(FieldInfo info) {
  info.policy = Policy::lww;
  return sized(kNameBytes, info);
}
// A text of its own, long, which the newer clock wins.
constexpr FieldInfo note(FieldInfo info) {
  info.policy = Policy::lww;
  return optional(sized(kNoteBytes, info));
}
// A reason or finding: long, but no two devices' words may replace each other unseen.
constexpr FieldInfo statement(FieldInfo info) { return sized(kNoteBytes, info); }

// The fields in order of name, whatever order they are listed in.
template <class... Fields>
constexpr std::array<FieldInfo, sizeof...(Fields)> fields(Fields... list) {
  std::array<FieldInfo, sizeof...(Fields)> sorted{list...};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    for (std::size_t j = i; j > 0 && sorted[j].name < sorted[j - 1].name; --j) {
      const FieldInfo swapped = sorted[j];
      sorted[j] = sorted[j - 1];
      sorted[j - 1] = swapped;
    }
  }
  return sorted;
}

}  // namespace saimnieks::model
