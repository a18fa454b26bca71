#include "core/exchange/known_documents.h"

#include <algorithm>

namespace saimnieks::exchange {
namespace {

// Empty: the line names no document, so nothing tells it from another. The months tell apart what a
// contract comes to in each of them.
std::string key_of(const model::Line& line, model::LineKind kind, std::int32_t period,
                   std::int64_t cents) {
  if (line.document.empty()) {
    return {};
  }
  return std::string(model::name(kind)) + " " + std::to_string(period) + " " +
         (line.date ? line.date->iso() : std::string()) + " " + std::to_string(cents) + " " +
         line.document;
}

}  // namespace

base::Result<void> KnownDocuments::load(const ledger::Ledger& ledger) {
  return ledger.scan_whole_lines([this](const model::Line& line) {
    const model::LineRow& row = line.row;
    const std::string key =
        row.voided ? std::string() : key_of(line, row.kind, row.period, row.cents);
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
    const auto known = left_.find(
        key_of(line.further->line, line.target->kind, line.period.packed(), line.amount.cents()));
    if (known != left_.end() && known->second > 0) {
      --known->second;
      ++found;
    }
  }
  return found == 0 ? Answer::none : found == lines.size() ? Answer::all : Answer::some;
}

}  // namespace saimnieks::exchange
