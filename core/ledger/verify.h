// Verify: recomputes the chains and replays the log into an empty ledger in memory, then compares
// every row and what is kept of lines as columns, and hashes every content; an altered row, op,
// hash or verdict is found and named.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/uuid.h"

namespace saimnieks::ledger {

struct VerifyReport {
  struct Bad {
    std::string table{};  // "line", "unit", …, "op_log", "device", "blob", "file"
    std::string row{};    // a uuid, "<device uuid>/<n>" of an op, or a content's hash
    std::string
        what{};  // a field's name, or "hash", "missing", "unexpected", "text", "kept_columns"
  };

  bool ok = false;
  std::int64_t ops = 0;    // op ids in the log
  std::int64_t lines = 0;  // present and not voided
  std::string head{};      // hex: the hash of this device's last op
  std::optional<Bad> first_bad{};
  std::int64_t contents = 0;  // of attachments, each hashed
  // Attachments that count and whose content is not in this file: no fault, it may be elsewhere.
  struct Missing {
    base::Uuid row{};
    std::string name{};
    std::string hash{};
  };
  std::vector<Missing> missing{};
};

// While it runs, commands may go on between steps; it then starts anew.
class VerifyJob : public base::Job {
 public:
  // Complete when step() has answered done: a ledger that does not verify is done, not failed.
  [[nodiscard]] virtual const VerifyReport& report() const = 0;
};

}  // namespace saimnieks::ledger
