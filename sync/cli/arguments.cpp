#include "sync/cli/arguments.h"

namespace saimnieks::cli {

base::Result<Arguments> parse_arguments(int argc, char** argv, const std::set<std::string>& flags,
                                        const std::set<std::string>& options,
                                        const std::set<std::string>& repeated) {
  constexpr auto kCode = base::ErrorCode::usage_invalid;
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.size() < 3 || word.compare(0, 2, "--") != 0) {
      if (out.verb.empty()) {
        out.verb = word;
      } else {
        out.files.push_back(word);
      }
      continue;
    }
    const std::string name = word.substr(2);
    if (flags.count(name) > 0) {
      out.options[name];
      continue;
    }
    if (options.count(name) == 0 || i + 1 >= argc) {
      return base::fail(kCode, word);
    }
    std::vector<std::string>& values = out.options[name];
    if (!values.empty() && repeated.count(name) == 0) {
      return base::fail(kCode, word);
    }
    values.emplace_back(argv[++i]);
  }
  return out;
}

std::vector<std::string> split(const std::string& text, char sign) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = text.find(sign, at);
    out.push_back(text.substr(at, end - at));
    if (end == std::string::npos) {
      return out;
    }
    at = end + 1;
  }
}

}  // namespace saimnieks::cli
