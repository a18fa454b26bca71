// What the command line says of a fault: the English text of its code, and what it was about.
#pragma once

#include <string>

#include "core/base/error.h"

namespace saimnieks::cli {

[[nodiscard]] std::string message(const base::Error& error);

}  // namespace saimnieks::cli
