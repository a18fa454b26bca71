// The one rule by which ops become rows, on every device and at the endpoint: pure, so that the
// same ops in the same order give the same rows everywhere.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/oplog/op.h"

namespace saimnieks::oplog {

enum class VerdictKind : std::uint8_t {
  pending = 0,  // not judged yet
  accepted,
  merged,    // others wrote other fields meanwhile, or the same value, or a newer name
  conflict,  // others wrote the same field, or voided what this edits: nothing of it is applied
  held,      // waits for a row that is not there
  rejected,  // never to be applied, by code and field
  duplicate,
};
[[nodiscard]] std::string_view name(VerdictKind kind);
[[nodiscard]] std::optional<VerdictKind> verdict_kind_from_name(std::string_view name);
// Whether the op's rows count: accepted or merged.
[[nodiscard]] constexpr bool takes_effect(VerdictKind kind) {
  return kind == VerdictKind::accepted || kind == VerdictKind::merged;
}
// Whether the op was refused and needs its author: conflict, held, rejected.
[[nodiscard]] constexpr bool refused(VerdictKind kind) {
  return kind == VerdictKind::conflict || kind == VerdictKind::held ||
         kind == VerdictKind::rejected;
}

struct Verdict {
  VerdictKind kind = VerdictKind::pending;
  base::ErrorCode code = base::ErrorCode::internal;  // of rejected and held
  std::string field{};  // of conflict and rejected, when one is at fault

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// The verdict on a whole op document: one for all rows, but for the exceptions of a divisible
// block.
struct OpVerdict {
  struct Exception {
    std::uint32_t row;  // place in Op::rows
    Verdict verdict{};
    friend bool operator==(const Exception&, const Exception&) = default;
  };

  Verdict verdict{};
  std::vector<Exception> exceptions{};  // by row, ascending

  [[nodiscard]] const Verdict& at(std::size_t row) const;
  friend bool operator==(const OpVerdict&, const OpVerdict&) = default;
};

// A row as ops made it. Fields that the insert left out hold their default.
struct RowState {
  std::map<std::string, Value, std::less<>> fields;  // null ones are absent
  std::map<std::string, Hlc, std::less<>> clocks;    // of lww fields that were ever set
  OpId version{};                                    // the op that last changed the row

  [[nodiscard]] bool voided() const;
  // Null when there is no such field.
  [[nodiscard]] const Value* field(std::string_view name) const;
  // Canonical JSON, for storage and digests; parse() reverses it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static base::Result<RowState> parse(std::string_view text);

  friend bool operator==(const RowState&, const RowState&) = default;
};

struct Judgement {
  Verdict verdict{};
  std::vector<std::uint32_t> fields{};  // places in Op::set that take effect; all when accepted
};

// Whether the rules that bind a row's fields are asked: by who judges, and not by who replays what
// was judged, since rules grow and a verdict once given stands.
enum class Rules : std::uint8_t { asked, not_asked };

// Judges row `row` of `op` against the row as it stands (null: there is none). The op must have
// passed check_op(). References to other rows are the caller's to check (for_each_reference).
[[nodiscard]] Judgement judge(const Op& op, std::size_t row, const RowState* current,
                              Rules rules = Rules::asked);

// Carries out what judge() found; `state` is the row judged, or a new one. Does nothing when the
// verdict takes no effect.
void apply(const Op& op, std::size_t row, const Judgement& judgement, RowState& state);

// Sets every field whatever stands there: how a local change not yet judged lies on top.
void apply_on_top(const Op& op, std::size_t row, RowState& state);

// Every row that row `row` of `op` points to.
void for_each_reference(
    const Op& op, std::size_t row,
    base::FunctionRef<void(model::Table target, const base::Uuid& uuid, std::string_view field)>
        visit);

}  // namespace saimnieks::oplog
