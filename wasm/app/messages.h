// The page's messages as the application's events, and requests as messages: JSON on this edge
// only. shell/messages.md names every message; both sides are written after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/ui/host.h"
#include "wasm/ui/input.h"

namespace saimnieks::app {

// Events of an "input" message; unknown kinds are left out, since an older page may meet a newer
// program for one moment of an update.
[[nodiscard]] std::vector<ui::InputEvent> parse_events(std::string_view json);

// One request as JSON; downloads and clipboards carry no bytes here.
[[nodiscard]] std::string request_json(const ui::HostRequest& request);

}  // namespace saimnieks::app
