#include "sync/cli/attachments.h"

#include <filesystem>
#include <optional>
#include <vector>

#include "core/exchange/command_json.h"
#include "core/ledger/content_size.h"
#include "sync/cli/native_transport.h"
#include "sync/cli/platform.h"
#include "sync/protocol/messages.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

namespace {

using Target = std::optional<std::pair<model::Table, base::Uuid>>;

Result<base::Uuid> named(const ledger::Ledger& ledger, model::Table table, const char* field,
                         const std::string& text) {
  TRY(const ledger::FieldValue value,
      exchange::parse_condition(ledger, table, std::string(field) + "=" + text));
  const std::string* uuid = model::as_text(value.value);
  return base::Uuid::parse(uuid == nullptr ? std::string_view() : *uuid);
}

Result<base::Uuid> closing_of(const ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const base::Uuid unit,
      named(ledger, model::Table::closing, "unit", arguments.value("closing")));
  TRY(const base::Period period, base::Period::parse(arguments.value("period")));
  return model::natural_uuid(
      ledger.id(), model::Table::closing,
      std::vector<std::string>{unit.text(), std::to_string(period.packed())});
}

Result<Target> target_of(const ledger::Ledger& ledger, const Arguments& arguments) {
  const int targets =
      int{arguments.has("line")} + int{arguments.has("version")} + int{arguments.has("closing")};
  if (targets != 1 || arguments.has("closing") != arguments.has("period")) {
    return base::fail(ErrorCode::usage_invalid, "attach --line | --version | --closing --period");
  }
  if (arguments.has("line")) {
    TRY(const base::Uuid line, base::Uuid::parse(arguments.value("line")));
    return Target(std::in_place, model::Table::line, line);
  }
  if (arguments.has("version")) {
    TRY(const base::Uuid version,
        named(ledger, model::Table::attachment, "version", arguments.value("version")));
    return Target(std::in_place, model::Table::version, version);
  }
  TRY(const base::Uuid closing, closing_of(ledger, arguments));
  return Target(std::in_place, model::Table::closing, closing);
}

ordered_json attachment_json(const model::Attachment& file) {
  return {{"row", file.uuid.text()},
          {"name", file.name},
          {"media_type", file.media_type},
          {"size", file.size},
          {"hash", file.hash}};
}

Result<std::optional<model::Attachment>> find(const ledger::Ledger& ledger, const base::Uuid& row) {
  std::optional<model::Attachment> out;
  TRY_DO(ledger.each_fact<model::Attachment>([&](const model::Attachment& file) {
    if (file.uuid == row) {
      out = file;
    }
  }));
  return out;
}

// From the endpoint, which is asked for this one thing: reading a file sends nothing of what waits.
Result<void> bring(ledger::Ledger& ledger, const base::Hash& hash) {
  constexpr std::int64_t kDeadlineMs = 400'000;  // ten megabytes over a slow line
  const ledger::SyncState state = ledger.sync_state();
  NativeTransport transport;
  HttpResponse answer;
  transport.start(state.url,
                  {"GET", "/api/v1/blobs/" + base::to_hex(hash), state.secret, "", kDeadlineMs},
                  [&answer](HttpResponse response) { answer = std::move(response); });
  transport.deliver();
  if (answer.status == 0) {
    return base::fail(ErrorCode::endpoint_unreachable, state.url);
  }
  if (answer.status != 200) {
    const auto code = base::error_code_from_name(sync::parse_fault(answer.body).code);
    return base::fail(code.value_or(ErrorCode::endpoint_refused), base::to_hex(hash));
  }
  TRY_DO(ledger.keep_content(hash, answer.body));
  return ledger.content_is_held({&hash, 1});
}

}  // namespace

Result<ordered_json> attach(ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const Target target, target_of(ledger, arguments));
  std::vector<std::string> contents;
  for (const std::string& path : arguments.files) {
    // One byte more than is kept shows that there is more.
    TRY(std::string content, read_text(path, std::size_t{ledger::kMostContentBytes} + 1));
    contents.push_back(std::move(content));
  }
  std::size_t at = 0;
  const auto next = [&](std::size_t index, std::span<const base::Uuid>) -> Result<ledger::Command> {
    at = index;
    return ledger::Attach{.name = std::filesystem::path(arguments.files[index]).filename().string(),
                          .content = contents[index],
                          .to = target,
                          .note = arguments.value("note")};
  };
  auto done = ledger.execute_all(contents.size(), next);
  if (!done) {
    base::Error error = std::move(done).error();
    error.context = arguments.files[at] + (error.context.empty() ? "" : ": ") + error.context;
    return tl::unexpected(std::move(error));
  }
  ordered_json out = ordered_json::array();
  for (const base::Uuid& row : done->rows) {
    TRY(const auto file, find(ledger, row));
    if (file) {
      out.push_back(attachment_json(*file));
    }
  }
  return ordered_json{{"attachments", std::move(out)}, {"ops", done->ops}};
}

Result<ordered_json> read_attachment(ledger::Ledger& ledger, const Arguments& arguments) {
  const std::string out = arguments.value("out");
  if (!arguments.has("row") || out.empty()) {
    return base::fail(ErrorCode::usage_invalid, "attachment --row ROW --out FILE");
  }
  TRY(const base::Uuid row, base::Uuid::parse(arguments.value("row")));
  TRY(const auto file, find(ledger, row));
  if (!file) {
    return base::fail(ErrorCode::row_unknown, row.text());
  }
  TRY(const base::Hash hash, base::hash_from_hex(file->hash));
  TRY(const bool here, ledger.has_content(hash));
  if (!here && !ledger.sync_state().secret.empty()) {
    TRY_DO(bring(ledger, hash));
  }
  TRY(const std::string content, ledger.content(hash));
  TRY_DO(write_text(out, content));
  ordered_json json = attachment_json(*file);
  json["out"] = out;
  return json;
}

Result<void> say_what_is_here(const ledger::Ledger& ledger, ordered_json& rows) {
  for (ordered_json& row : rows) {
    TRY(const base::Hash hash, base::hash_from_hex(row["fields"]["hash"].get<std::string>()));
    TRY(const bool here, ledger.has_content(hash));
    row["content_here"] = here;
  }
  return {};
}

}  // namespace saimnieks::cli
