// The command line as a verb, options and files. Unknown or doubled options are faults: scripts
// must not believe that something was heeded that was not.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace saimnieks::cli {

struct Arguments {
  std::string verb;
  std::map<std::string, std::vector<std::string>> options;  // without the dashes
  std::vector<std::string> files;

  [[nodiscard]] bool has(const std::string& name) const { return options.count(name) > 0; }
  [[nodiscard]] std::string value(const std::string& name,
                                  const std::string& otherwise = {}) const {
    const auto found = options.find(name);
    return found == options.end() || found->second.empty() ? otherwise : found->second.front();
  }
};

// usage_invalid with the option as context. `flags` take no value; of `options` only those in
// `repeated` may come more than once.
[[nodiscard]] base::Result<Arguments> parse_arguments(int argc, char** argv,
                                                      const std::set<std::string>& flags,
                                                      const std::set<std::string>& options,
                                                      const std::set<std::string>& repeated);

// Between the signs; always at least one part.
[[nodiscard]] std::vector<std::string> split(const std::string& text, char sign);

}  // namespace saimnieks::cli
