#include "sync/endpoint/http.h"

#include <algorithm>

namespace saimnieks::sync::endpoint {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

// The part before the mark; `rest` goes on after it.
std::string_view cut(std::string_view& rest, char mark) {
  const std::size_t at = rest.find(mark);
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return trimmed(part);
}

}  // namespace

std::string_view Request::parameter(std::string_view name) const {
  std::string_view rest = target;
  cut(rest, '?');
  while (!rest.empty()) {
    std::string_view pair = cut(rest, '&');
    if (cut(pair, '=') == name) {
      return pair;
    }
  }
  return {};
}

bool accepts(std::string_view list, std::string_view coding) {
  while (!list.empty()) {
    std::string_view item = cut(list, ',');
    if (cut(item, ';') != coding) {
      continue;
    }
    const std::string_view weight = trimmed(item);
    return weight.rfind("q=0", 0) != 0 || weight.find_first_not_of("0.", 2) != weight.npos;
  }
  return false;
}

}  // namespace saimnieks::sync::endpoint
