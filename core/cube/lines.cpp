#include "core/cube/lines.h"

#include <algorithm>

namespace saimnieks::cube {
namespace {

template <class Value>
std::uint32_t number_of(const std::optional<Value>& value) {
  return value ? static_cast<std::uint32_t>(*value) : model::kNone;
}

template <class Value>
std::optional<Value> value_of(std::uint32_t number) {
  return number == model::kNone ? std::nullopt : std::optional(static_cast<Value>(number));
}

std::uint32_t object_of(const model::LineRow& row) {
  const ObjectKind kind = row.service != model::kNoService     ? ObjectKind::service
                          : row.resource != model::kNoResource ? ObjectKind::resource
                          : row.policy != model::kNoPolicy     ? ObjectKind::policy
                                                               : ObjectKind::management;
  return kind == ObjectKind::management && row.task == model::kNoWord
             ? model::kNone
             : static_cast<std::uint32_t>(kind);
}

}  // namespace

std::uint32_t Numbering::of(std::uint64_t key, std::uint32_t next) {
  const auto found =
      std::lower_bound(sorted_.begin(), sorted_.end(), key,
                       [](const One& one, std::uint64_t wanted) { return one.key < wanted; });
  if (found != sorted_.end() && found->key == key) {
    return found->number;
  }
  sorted_.insert(found, {key, next});
  return next;
}

bool Lines::stores(Axis axis) {
  return std::find(kStored.begin(), kStored.end(), axis) != kStored.end();
}

std::size_t Lines::bytes() const {
  std::size_t sum = amounts_.bytes() + facets_.bytes() + periods_.bytes();
  for (const Column& one : columns_) {
    sum += one.bytes();
  }
  return sum;
}

void Lines::reserve(std::size_t size) {
  capacity_ = size;
  amounts_.reserve(size);
  facets_.reserve(size);
  periods_.reserve(size);
  for (const Axis axis : kStored) {
    columns_[static_cast<std::size_t>(axis)].reserve(size);
  }
}

void Lines::grow(std::size_t size) {
  if (size > capacity_) {  // by an eighth: to double all columns for one more line is too much
    reserve(size + size / 8 + 1'000);
  }
  size_ = size;
  amounts_.resize(size);
  facets_.resize(size);
  periods_.resize(size);
  for (const Axis axis : kStored) {
    columns_[static_cast<std::size_t>(axis)].resize(size);
  }
}

std::uint32_t Lines::facet_of(const model::LineRow& row) {
  const Facet facet{row.kind,
                    model::index(row.version),
                    static_cast<std::uint32_t>(row.basis),
                    static_cast<std::uint32_t>(row.nature),
                    object_of(row),
                    number_of(row.role)};
  // Every part but the version fits six bits, with room for none.
  std::uint64_t key = facet.version;
  for (const std::uint32_t part : {static_cast<std::uint32_t>(facet.kind), facet.basis,
                                   facet.nature, facet.object, facet.role}) {
    key = key << 6U | (part & 63U);
  }
  const auto next = static_cast<std::uint32_t>(facet_list_.size());
  const std::uint32_t number = facet_numbers_.of(key, next);
  if (number == next) {
    facet_list_.push_back(facet);
  }
  return number;
}

std::uint32_t Lines::period_of(std::int32_t period) {
  const auto next = static_cast<std::uint32_t>(period_list_.size());
  const std::uint32_t number = period_numbers_.of(static_cast<std::uint64_t>(period), next);
  if (number == next) {
    period_list_.push_back(period);
  }
  return number;
}

void Lines::set(const model::LineRow& row) {
  const std::size_t at = static_cast<std::size_t>(row.rid) - 1;
  if (row.voided) {
    remove(at);
    return;
  }
  present_ += has(at) ? 0U : 1U;
  amounts_.set(at, row.cents);
  const auto put = [&](Axis axis, std::uint32_t id) {
    columns_[static_cast<std::size_t>(axis)].set(at, id);
  };
  put(Axis::unit, model::index(row.unit));
  put(Axis::service, model::index(row.service));
  put(Axis::code, model::index(row.code));
  put(Axis::resource, model::index(row.resource));
  put(Axis::policy, model::index(row.policy));
  put(Axis::function, model::index(row.function));
  put(Axis::source, model::index(row.source));
  put(Axis::phase, number_of(row.phase));
  put(Axis::task, model::index(row.task));
  put(Axis::condition, model::index(row.condition));
  put(Axis::channel, model::index(row.channel));
  put(Axis::regular, number_of(row.regular));
  facets_.set(at, facet_of(row));
  periods_.set(at, period_of(row.period));
}

void Lines::remove(std::size_t at) {
  if (has(at)) {
    facets_.set(at, model::kNone);
    --present_;
  }
}

std::optional<model::LineRow> Lines::row(std::size_t at) const {
  if (!has(at)) {
    return std::nullopt;
  }
  const Facet& facet = facet_list_[facets_[at]];
  model::LineRow row;
  row.rid = model::LineId{static_cast<std::int64_t>(at) + 1};
  row.cents = amounts_[at];
  row.unit = model::UnitId{column(Axis::unit)[at]};
  row.service = model::ServiceId{column(Axis::service)[at]};
  row.code = model::CodeId{column(Axis::code)[at]};
  row.version = model::VersionId{facet.version};
  row.resource = model::ResourceId{column(Axis::resource)[at]};
  row.policy = model::PolicyId{column(Axis::policy)[at]};
  row.function = model::CodeId{column(Axis::function)[at]};
  row.source = model::SourceId{column(Axis::source)[at]};
  row.task = model::WordId{column(Axis::task)[at]};
  row.condition = model::WordId{column(Axis::condition)[at]};
  row.channel = model::WordId{column(Axis::channel)[at]};
  row.phase = value_of<model::Phase>(column(Axis::phase)[at]);
  row.regular = value_of<model::Regularity>(column(Axis::regular)[at]);
  row.role = value_of<model::RoleRow>(facet.role);
  row.basis = static_cast<model::Basis>(facet.basis);
  row.nature = static_cast<model::Nature>(facet.nature);
  row.period = period_list_[periods_[at]];
  row.kind = facet.kind;
  return row;
}

}  // namespace saimnieks::cube
