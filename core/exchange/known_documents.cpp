#include "core/exchange/known_documents.h"

#include <algorithm>

namespace saimnieks::exchange {
namespace {

// Empty: the line names no document, so nothing tells it from another.
std::string key_of(const model::Line& line, std::int64_t cents) {
  if (line.document.empty()) {
    return {};
  }
  return (line.date ? line.date->iso() : std::string()) + " " + std::to_string(cents) + " " +
         line.document;
}

}  // namespace

base::Result<void> KnownDocuments::load(const ledger::Ledger& ledger) {
  return ledger.scan_whole_lines([this](const model::Line& line) {
    const std::string key = line.row.voided ? std::string() : key_of(line, line.row.cents);
    if (!key.empty()) {
      ++known_[key];
    }
  });
}

KnownDocuments::Answer KnownDocuments::take(std::span<const ParsedLine> lines) {
  std::size_t found = 0;
  for (const ParsedLine& line : lines) {
    if (line.further == nullptr) {
      return Answer::none;
    }
    const auto known = left_.find(key_of(line.further->line, line.amount.cents()));
    if (known != left_.end() && known->second > 0) {
      --known->second;
      ++found;
    }
  }
  return found == 0 ? Answer::none : found == lines.size() ? Answer::all : Answer::some;
}

}  // namespace saimnieks::exchange
