// A figure of something that failed would be no figure: says why, and ends the program.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/base/result.h"

namespace saimnieks {

template <class T>
T must(base::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", base::describe(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

}  // namespace saimnieks
