#include "core/cube/lines.h"

#include <algorithm>

#include "core/ledger/line_columns.h"

namespace saimnieks::cube {
namespace {

template <class Id>
std::uint32_t number_of(const Id& id) {
  return model::index(id);
}
template <class Value>
std::uint32_t number_of(const std::optional<Value>& value) {
  return value ? static_cast<std::uint32_t>(*value) : model::kNone;
}

// Calls put(axis, field) for what has a column of its own, of a row or of columns.
template <class Line, class Put>
void each_stored(const Line& line, const Put& put) {
  put(Axis::unit, line.unit);
  put(Axis::service, line.service);
  put(Axis::code, line.code);
  put(Axis::resource, line.resource);
  put(Axis::policy, line.policy);
  put(Axis::function, line.function);
  put(Axis::source, line.source);
  put(Axis::phase, line.phase);
  put(Axis::task, line.task);
  put(Axis::condition, line.condition);
  put(Axis::channel, line.channel);
  put(Axis::regular, line.regular);
}

template <class Value>
std::optional<Value> value_of(std::uint32_t number) {
  return number == model::kNone ? std::nullopt : std::optional(static_cast<Value>(number));
}

std::uint32_t object_of(bool service, bool resource, bool policy, bool task) {
  const ObjectKind kind = service    ? ObjectKind::service
                          : resource ? ObjectKind::resource
                          : policy   ? ObjectKind::policy
                                     : ObjectKind::management;
  return kind == ObjectKind::management && !task ? model::kNone : static_cast<std::uint32_t>(kind);
}

}  // namespace

std::uint32_t Numbering::look_up(std::uint64_t key, std::uint32_t next) {
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

std::uint32_t Lines::facet_of(const Facet& facet) {
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
  each_stored(row, [&](Axis axis, const auto& value) {
    columns_[static_cast<std::size_t>(axis)].set(at, number_of(value));
  });
  facets_.set(
      at, facet_of({row.kind, model::index(row.version), static_cast<std::uint32_t>(row.basis),
                    static_cast<std::uint32_t>(row.nature),
                    object_of(row.service != model::kNoService, row.resource != model::kNoResource,
                              row.policy != model::kNoPolicy, row.task != model::kNoWord),
                    number_of(row.role)}));
  periods_.set(at, period_of(row.period));
}

void Lines::set(const ledger::LineColumns& lines) {
  const std::size_t first = static_cast<std::size_t>(lines.rid.front()) - 1;
  amounts_.set(first, lines.cents);
  each_stored(lines, [&](Axis axis, const ledger::LineColumns::Numbers& numbers) {
    columns_[static_cast<std::size_t>(axis)].set_numbers(first, numbers);
  });
  ledger::LineColumns::Numbers facets(lines.size());
  ledger::LineColumns::Numbers periods(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    present_ -= has(first + i) ? 1U : 0U;
    if (lines.voided[i] != 0) {
      continue;
    }
    ++present_;
    facets[i] = 1 + facet_of({static_cast<model::LineKind>(lines.kind[i]), lines.version[i] - 1,
                              lines.basis[i], lines.nature[i],
                              object_of(lines.service[i] != 0, lines.resource[i] != 0,
                                        lines.policy[i] != 0, lines.task[i] != 0),
                              lines.role[i] - 1});
    periods[i] = 1 + period_of(static_cast<std::int32_t>(lines.period[i]));
  }
  facets_.set_numbers(first, facets);
  periods_.set_numbers(first, periods);
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
