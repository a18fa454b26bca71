// How both ends read JSON that came from elsewhere: limits first, then text that is taken as it
// stands, then values whose type is checked. Nothing here throws.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"

namespace saimnieks::sync {

inline constexpr int kDeepestJson = 32;

// One JSON object of somebody else's, cut into its members without building a tree, so that a
// change keeps the very bytes that were hashed. All failures carry the code given at open().
class JsonObject {
 public:
  // Refuses malformed UTF-8, more than kDeepestJson levels, and doubled keys on this level.
  [[nodiscard]] static base::Result<JsonObject> open(std::string_view text, base::ErrorCode code);
  // A part of what open() has taken: limits are not looked at again.
  [[nodiscard]] static base::Result<JsonObject> part(std::string_view text, base::ErrorCode code);

  [[nodiscard]] bool has(std::string_view key) const { return members_.contains(key); }
  // The member as it stands; empty when there is none.
  [[nodiscard]] std::string_view raw(std::string_view key) const;

  [[nodiscard]] base::Result<std::string> text(std::string_view key) const;
  [[nodiscard]] base::Result<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] base::Result<bool> boolean(std::string_view key) const;
  [[nodiscard]] base::Result<base::Uuid> uuid(std::string_view key) const;
  [[nodiscard]] base::Result<base::Hash> hash(std::string_view key) const;
  [[nodiscard]] base::Result<JsonObject> object(std::string_view key) const;
  // The elements of a list, as they stand.
  [[nodiscard]] base::Result<std::vector<std::string_view>> list(std::string_view key) const;

 private:
  base::ErrorCode code_ = base::ErrorCode::json_invalid;
  std::map<std::string_view, std::string_view> members_;  // of the text, which must outlive this
};

// The elements of a JSON list, as they stand.
[[nodiscard]] base::Result<std::vector<std::string_view>> json_elements(std::string_view list,
                                                                        base::ErrorCode code);
// One scalar.
[[nodiscard]] base::Result<std::string> json_text(std::string_view raw, base::ErrorCode code);
[[nodiscard]] base::Result<std::int64_t> json_integer(std::string_view raw, base::ErrorCode code);

}  // namespace saimnieks::sync
