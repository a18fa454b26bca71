// How often this program has asked for memory so far. Linking allocations.cpp counts it.
#pragma once

namespace saimnieks::tests {

[[nodiscard]] long allocations();

}  // namespace saimnieks::tests
