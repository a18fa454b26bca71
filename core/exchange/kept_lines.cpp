#include "core/exchange/kept_lines.h"

#include <algorithm>

namespace saimnieks::exchange {

std::string_view KeptLines::keep(std::string_view text, std::string_view before) {
  if (text == before) {
    return before;
  }
  if (const auto known = texts_.find(text); known != texts_.end()) {
    return *known;
  }
  bytes_ += text.size();
  return *texts_.emplace(text).first;
}

std::span<const std::string_view> KeptLines::keep(std::span<const std::string_view> path,
                                                  std::span<const std::string_view> before) {
  if (std::equal(path.begin(), path.end(), before.begin(), before.end())) {
    return before;
  }
  std::vector<std::string_view>& kept = paths_.emplace_back();
  kept.reserve(path.size());
  bytes_ += path.size() * sizeof(std::string_view);
  for (const std::string_view part : path) {
    kept.push_back(keep(part, {}));
  }
  return kept;
}

void KeptLines::add(const ParsedLine& line) {
  if (!complete_) {
    return;
  }
  if (line.further != nullptr || lines_.size() == kMostLines || bytes_ > kMostBytes) {
    clear();
    complete_ = false;
    return;
  }
  const ParsedLine before = lines_.empty() ? ParsedLine() : lines_.back();
  ParsedLine& kept = lines_.emplace_back(line);
  kept.unit = keep(line.unit, before.unit);
  kept.unit_names = keep(line.unit_names, before.unit_names);
  kept.service = keep(line.service, before.service);
  kept.service_name = keep(line.service_name, before.service_name);
  kept.code = keep(line.code, before.code);
  kept.code_name = keep(line.code_name, before.code_name);
  kept.scheme = keep(line.scheme, before.scheme);
  kept.note = keep(line.note, before.note);
  if (before.target == nullptr || *before.target != *line.target) {
    kept.target = &targets_.emplace_back(*line.target);
  } else {
    kept.target = before.target;
  }
}

void KeptLines::clear() {
  texts_.clear();
  paths_.clear();
  targets_.clear();
  lines_ = {};
  bytes_ = 0;
  complete_ = true;
}

}  // namespace saimnieks::exchange
