#include "core/exchange/remembered.h"

#include "core/base/sha256.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

// Refused rows that were mended bear one column more: why they were refused.
std::string setting_of(const FileShape& shape) {
  const bool mended = !shape.header.empty() && is_reason_header(shape.header.back());
  std::string columns;
  for (std::size_t i = 0; i + (mended ? 1 : 0) < shape.header.size(); ++i) {
    columns += shape.header[i];
    columns += '\n';
  }
  return "mapping." + base::to_hex(base::sha256(columns));
}

}  // namespace

Mapping for_next_time(const Mapping& mapping) {
  Mapping kept = mapping;
  // What this file was read by may not fit the next one.
  kept.sheet.clear();
  kept.delimiter.reset();
  kept.encoding.reset();
  // That bills are lines once more was said of this file: the next one would double the ledger.
  kept.skip_known = true;
  return kept;
}

base::Result<std::optional<Mapping>> recall_mapping(const ledger::Ledger& ledger,
                                                    const FileShape& shape) {
  TRY(const std::optional<std::string> kept, ledger.setting(setting_of(shape)));
  if (!kept) {
    return std::nullopt;
  }
  // Another build may have kept what this one does not read; then the file is proposed anew.
  auto mapping = parse_mapping(*kept);
  if (mapping) {
    mapping->skip_known = true;  // as builds before this one may have kept it
  }
  return mapping ? std::optional<Mapping>(std::move(*mapping)) : std::nullopt;
}

base::Result<void> remember_mapping(ledger::Ledger& ledger, const FileShape& shape,
                                    const Mapping& mapping) {
  if (!mapping.period.empty()) {
    return {};  // what says the month of this file would put the next one into the same month
  }
  return ledger.set_setting(setting_of(shape), print_mapping(for_next_time(mapping)));
}

}  // namespace saimnieks::exchange
