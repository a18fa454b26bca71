// Blobs: the contents of attachments, each once, by its SHA-256. They are no part of the log: an op
// names a content by its hash, and that is what vouches for the bytes. Nothing takes one away,
// since the op that names it stays.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/base/sha256.h"
#include "core/ledger/content_size.h"
#include "core/ledger/database.h"

namespace saimnieks::ledger {

class Blobs {
 public:
  // Borrowed.
  explicit Blobs(Database& db) : db_(db) {}

  // file_empty, file_too_large, content_differs when the bytes are not those of the hash. Known
  // ones are left as they are. Within the caller's transaction.
  [[nodiscard]] Result<void> put(const base::Hash& hash, std::string_view content);
  [[nodiscard]] Result<bool> has(const base::Hash& hash);
  // Their bytes as they lie here, whole or not; none when they are not here.
  [[nodiscard]] Result<std::optional<std::string>> read(const base::Hash& hash);
  // The first one after `hash` (none: the first of all), and whether it is what its hash says.
  struct Checked {
    base::Hash hash{};
    bool sound = false;
  };
  [[nodiscard]] Result<std::optional<Checked>> check_after(const std::optional<base::Hash>& hash);

  // Whether any row, voided or not, names it.
  [[nodiscard]] Result<bool> is_named(const base::Hash& hash);
  // Every attachment that counts, beside what lies here of it.
  struct Attached {
    base::Uuid row{};
    std::string_view name{};
    std::string_view hash{};
    std::int64_t size = 0;
    std::optional<std::int64_t> stored_size{};  // none: the content is not here
  };
  [[nodiscard]] Result<void> each_attached(base::FunctionRef<void(const Attached&)> visit);

  // The endpoint of this epoch has it.
  [[nodiscard]] Result<void> set_held(const base::Hash& hash, std::string_view epoch);
  [[nodiscard]] Result<void> forget_held();
  // Those that it may lack and that a present row names, in order of hash, after `after`.
  [[nodiscard]] Result<std::vector<base::Hash>> not_held(std::string_view epoch,
                                                         const std::optional<base::Hash>& after,
                                                         std::int64_t limit);

 private:
  Database& db_;
};

}  // namespace saimnieks::ledger
