// The settings: who works here, what this ledger is and whether its data are sound.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/views/labels.h"
#include "core/views/lines.h"

namespace saimnieks::views {

struct SettingsView {
  std::string user;      // who works on this device; may be empty
  std::string roles;     // what that name holds here today, or that it is nothing
  bool caution = false;  // it is nothing
  std::vector<LineFact> about;
  bool verified = false;  // a report is there
  bool sound = false;
  std::string verify_title;  // what the last check found
  std::string verify_text;
};

[[nodiscard]] SettingsView build_settings(const ledger::Ledger& ledger, std::string_view build,
                                          const ledger::VerifyReport* report, const Words& words);

}  // namespace saimnieks::views
