// How the members of a row's struct become its fields: the description of a table names each member
// once, and its type says what the field is. Included by tables.cpp alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/model/dimension.h"
#include "core/model/line.h"
#include "core/model/tables.h"

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

// Amounts and periods of LineRow, which the cube counts by; as() says which of the two.
template <class T>
struct Bound<T,
             std::enable_if_t<std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::int32_t>>> {
  static constexpr FieldInfo kInfo{.type = FieldType::cents};
  static Cell get(T member) { return Cell::of(std::int64_t{member}); }
  static void set(T& member, const Cell& cell) { member = static_cast<T>(cell.integer); }
};

template <class T>
struct Bound<T, std::enable_if_t<(kChoices<T>.size() > 0)>> {
  static constexpr FieldInfo kInfo{.type = FieldType::choice, .choices = kChoices<T>};
  static Cell get(T member) { return Cell::of(static_cast<std::int64_t>(member)); }
  static void set(T& member, const Cell& cell) { member = static_cast<T>(cell.integer); }
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
