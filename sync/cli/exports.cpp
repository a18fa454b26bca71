#include "sync/cli/exports.h"

#include <filesystem>
#include <functional>
#include <map>
#include <system_error>

#include "core/exchange/export.h"
#include "core/exchange/open_data.h"
#include "core/workbook/zip_writer.h"
#include "sync/cli/messages.h"
#include "sync/cli/platform.h"
#include "sync/protocol/messages.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using exchange::PackageFile;
using nlohmann::ordered_json;

Result<std::string> change_set(const ledger::Ledger& ledger) {
  TRY(const ledger::Outbox log, ledger.own_log(1, INT64_MAX, INT64_MAX));
  return sync::print(sync::change_set(ledger.id(), ledger.device(), "export", log)) + "\n";
}

// A column's title in the language that was asked for: "Struktūrvienība 1" of "unit_1".
std::string title_of(std::string_view key) {
  const text::Catalog words = text::catalog(language());
  std::string base(key);
  std::string number;
  const std::size_t at = base.rfind('_');
  if (at != std::string::npos && base.find_first_not_of("0123456789", at + 1) == base.npos) {
    number = " " + base.substr(at + 1);
    base.resize(at);
  }
  for (const char* kind : {"column.", "field."}) {
    if (const auto found = text::key_from_name(kind + base)) {
      return std::string(words[*found]) + number;
    }
  }
  return std::string(key);
}

// A folder of files, or a zip archive of them when the name says so.
Result<std::size_t> write_package(const std::vector<PackageFile>& files, const std::string& path) {
  if (std::filesystem::path(path).extension() == ".zip") {
    workbook::ZipWriter zip;
    for (const PackageFile& file : files) {
      zip.begin(file.name);
      zip.put(file.bytes);
    }
    TRY(const std::string bytes, zip.take());
    TRY_DO(write_text(path, bytes));
    return bytes.size();
  }
  std::error_code fault;
  std::filesystem::create_directories(path, fault);
  if (fault) {
    return base::fail(ErrorCode::storage_io, path);
  }
  std::size_t size = 0;
  for (const PackageFile& file : files) {
    TRY_DO(write_text((std::filesystem::path(path) / file.name).string(), file.bytes));
    size += file.bytes.size();
  }
  return size;
}

}  // namespace

Result<Exported> export_ledger(const ledger::Ledger& ledger, const Arguments& arguments) {
  const exchange::ColumnTitle title = language_said() ? title_of : exchange::ColumnTitle();
  using Write = std::function<Result<std::string>(const ledger::Ledger&)>;
  const std::map<std::string, Write> formats{
      {"csv", [&](const ledger::Ledger& of) { return exchange::export_csv(of, title); }},
      {"json", exchange::export_json},
      {"xlsx", [&](const ledger::Ledger& of) { return exchange::export_xlsx(of, title); }},
      {"changeset", change_set}};
  const std::string format = arguments.value("format");
  const std::string path = arguments.value("out");
  const auto known = formats.find(format);
  const bool mapped = format == "csv" || format == "xlsx";
  const bool binary = format == "xlsx" && arguments.has("json");
  if (known == formats.end() && format != "fdp") {
    return base::fail(ErrorCode::usage_invalid, "--format " + format);
  }
  if (path.empty() && (format == "fdp" || binary)) {
    return base::fail(ErrorCode::usage_invalid, "--format " + format + " --out PATH");
  }
  if (arguments.has("mapping-out") && !mapped) {
    return base::fail(ErrorCode::usage_invalid, "--mapping-out --format " + format);
  }
  if (arguments.has("mapping-out")) {
    TRY(const exchange::Mapping mapping, exchange::export_mapping(ledger, title));
    TRY_DO(write_text(arguments.value("mapping-out"), exchange::print_mapping(mapping)));
  }
  if (format == "fdp") {
    TRY(const auto files, exchange::export_open_data(ledger));
    TRY(const std::size_t bytes, write_package(files, path));
    return Exported{{{"format", format}, {"out", path}, {"bytes", bytes}}, {}};
  }
  TRY(std::string text, known->second(ledger));
  if (path.empty()) {
    ordered_json json;
    if (arguments.has("json")) {
      json = {{"format", format}, {"content", text}};
    }
    return Exported{std::move(json), std::move(text)};
  }
  TRY_DO(write_text(path, text));
  return Exported{{{"format", format}, {"out", path}, {"bytes", text.size()}}, {}};
}

}  // namespace saimnieks::cli
