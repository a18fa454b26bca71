#include "sync/endpoint/api.h"

#include <nlohmann/json.hpp>
#include <zlib.h>

#include "core/base/sha256.h"
#include "core/ledger/content_size.h"
#include "sync/protocol/gzip.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::ErrorCode;
using base::Result;

constexpr std::size_t kMostUnpacked = std::size_t{16} << 20U;
constexpr std::int64_t kPageBytes = 512 * 1024;
constexpr std::size_t kPackFrom = 1024;
constexpr const char* kRetryAfterSeconds = "2";
constexpr std::string_view kBlobs = "/api/v1/blobs/";

Response json_answer(int status, std::string body) {
  Response response;
  response.status = status;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_enrolled:
      return 401;
    case ErrorCode::token_invalid:
    case ErrorCode::not_allowed:
      return 403;
    case ErrorCode::not_found:
    case ErrorCode::content_missing:
      return 404;
    case ErrorCode::ledger_differs:
    case ErrorCode::op_out_of_order:
    case ErrorCode::op_chain_broken:
    case ErrorCode::op_differs:
    case ErrorCode::cursor_unknown:
      return 409;
    case ErrorCode::endpoint_too_large:
    case ErrorCode::file_too_large:
      return 413;
    case ErrorCode::storage_full:
    case ErrorCode::storage_io:
    case ErrorCode::storage_corrupt:
    case ErrorCode::storage_in_use:
    case ErrorCode::storage_read_only:
    case ErrorCode::storage_open_failed:
    case ErrorCode::endpoint_busy:
    case ErrorCode::internal:
      return 503;
    default:
      return 400;
  }
}

Response error_response(const base::Error& error) {
  return fault_response(error.code, error.field);
}

Result<std::string> json_body(const Request& request) {
  if (request.content_type.rfind("application/json", 0) != 0) {
    return base::fail_field(ErrorCode::changeset_invalid, "content-type");
  }
  if (request.content_encoding.empty() || request.content_encoding == "identity") {
    return request.body;
  }
  if (request.content_encoding != "gzip") {
    return base::fail_field(ErrorCode::changeset_invalid, "content-encoding");
  }
  return gunzip(request.body, kMostUnpacked);
}

Result<Device> bearer(ChangeReader& reader, const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  if (request.authorization.rfind(kScheme, 0) != 0) {
    return base::fail(ErrorCode::not_enrolled);
  }
  TRY(const auto device,
      reader.device_of(std::string_view(request.authorization).substr(kScheme.size())));
  if (!device) {
    return base::fail(ErrorCode::not_enrolled);
  }
  return *device;
}

Result<Reading> status(ChangeReader& reader, const Request&) {
  TRY(const Place place, reader.place());
  nlohmann::json out{{"name", "saimnieks"}, {"api", 1}, {"epoch", place.epoch}};
  out["ledger"] = place.ledger ? nlohmann::json(place.ledger->text()) : nlohmann::json();
  return json_answer(200, out.dump());
}

Result<Reading> enrol(ChangeReader&, const Request& request) {
  TRY(const std::string body, json_body(request));
  TRY(Enrolment message, parse_enrolment(body));
  return WriteJob(std::move(message));
}

Result<Reading> push(ChangeReader& reader, const Request& request) {
  TRY(const Device device, bearer(reader, request));
  TRY(const std::string body, json_body(request));
  TRY(ChangeSet set, parse_change_set(body));
  if (set.device != device.uuid) {
    return base::fail_field(ErrorCode::not_enrolled, "device");
  }
  return WriteJob(std::move(set));
}

Result<Reading> pull(ChangeReader& reader, const Request& request) {
  TRY(const Device device, bearer(reader, request));
  const bool own_too = request.parameter("own") == "1";
  TRY(PullAnswer page,
      reader.pull(request.parameter("cursor"), own_too ? base::Uuid() : device.uuid, kPageBytes));
  page.next_n = device.head_n + 1;
  Response response = json_answer(200, print(page));
  if (response.body.size() >= kPackFrom && accepts(request.accept_encoding, "gzip")) {
    response.body = gzip(response.body);
    response.set("Content-Encoding", "gzip");
  }
  return response;
}

Result<Reading> events(ChangeReader& reader, const Request& request) {
  TRY_DO(bearer(reader, request));
  TRY(const Place place, reader.place());
  return Listen{place.head};
}

Result<base::Hash> hash_of(const Request& request) {
  const auto hash = base::hash_from_hex(request.path().substr(kBlobs.size()));
  return hash ? Result<base::Hash>(*hash) : base::fail_field(ErrorCode::not_found, "hash");
}

// Which of a device's contents are here, and which are waited for.
Result<Reading> compare_contents(ChangeReader& reader, const Request& request) {
  TRY_DO(bearer(reader, request));
  TRY(const std::string body, json_body(request));
  TRY(const std::vector<base::Hash> asked, parse_contents(body));
  ContentsAnswer out;
  for (const base::Hash& hash : asked) {
    TRY(const BlobState state, reader.blob_state(hash));
    if (state != BlobState::unknown) {
      (state == BlobState::held ? out.held : out.wanted).push_back(hash);
    }
  }
  return json_answer(200, print(out));
}

Result<Reading> give_content(ChangeReader& reader, const Request& request) {
  TRY_DO(bearer(reader, request));
  TRY(const base::Hash hash, hash_of(request));
  TRY(std::optional<std::string> content, reader.blob(hash));
  if (!content) {
    return base::fail_field(ErrorCode::content_missing, "hash");
  }
  Response response;
  response.set("Content-Type", "application/octet-stream");
  response.set("Content-Disposition", "attachment");
  response.set("Cache-Control", "no-store");
  response.body = std::move(*content);
  return response;
}

Result<Reading> take_content(ChangeReader& reader, const Request& request) {
  TRY_DO(bearer(reader, request));
  TRY(const base::Hash hash, hash_of(request));
  if (request.content_type != "application/octet-stream" || !request.content_encoding.empty()) {
    return base::fail_field(ErrorCode::changeset_invalid, "content-type");
  }
  TRY(const BlobState state, reader.blob_state(hash));
  if (state == BlobState::unknown) {
    return base::fail_field(ErrorCode::not_found, "hash");
  }
  if (request.body_follows) {
    Response go_on;
    go_on.status = 100;
    return go_on;
  }
  TRY_DO(ledger::check_content_size(static_cast<std::int64_t>(request.body.size())));
  if (base::sha256(request.body) != hash) {
    return base::fail_field(ErrorCode::content_differs, "hash");
  }
  if (state == BlobState::held) {
    return json_answer(200, "{}");
  }
  return WriteJob(Upload{hash, request.body});
}

// A path that ends with a slash stands for all that go on behind it.
struct Route {
  std::string_view method;
  std::string_view path;
  Result<Reading> (*answer)(ChangeReader&, const Request&);
};
constexpr Route kRoutes[] = {
    {"GET", "/api/v1/status", status}, {"POST", "/api/v1/enroll", enrol},
    {"POST", "/api/v1/push", push},    {"GET", "/api/v1/pull", pull},
    {"GET", "/api/v1/events", events}, {"POST", "/api/v1/blobs", compare_contents},
    {"GET", kBlobs, give_content},     {"PUT", kBlobs, take_content},
};

bool leads_to(const Route& route, std::string_view path) {
  return route.path == path || (route.path.back() == '/' && path.rfind(route.path, 0) == 0);
}

Response push_response(const PushResult& result) {
  if (result.answer) {
    return json_answer(200, print(*result.answer));
  }
  const auto code = base::error_code_from_name(result.fault.code).value_or(ErrorCode::internal);
  return fault_response(code, result.fault.field, result.fault.next_n);
}

void write_pushes(ChangeStore& store, std::span<const ChangeSet> sets, Written& out) {
  const auto results = store.push(sets);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (!results) {
      out.responses.push_back(error_response(results.error()));
      continue;
    }
    out.responses.push_back(push_response((*results)[i]));
    if ((*results)[i].answer) {
      out.head = (*results)[i].answer->seq;
    }
  }
}

}  // namespace

Response fault_response(ErrorCode code, std::string_view field, std::int64_t next_n) {
  const int status = status_of(code);
  Response response = json_answer(
      status, print(Fault{std::string(base::error_name(code)), std::string(field), next_n}));
  if (status == 503) {
    response.set("Retry-After", kRetryAfterSeconds);
  }
  return response;
}

Reading read_request(ChangeReader& reader, const Request& request) {
  const std::string_view asked = request.method;
  const std::string_view method = asked == "HEAD" ? std::string_view("GET") : asked;
  bool path_known = false;
  for (const Route& route : kRoutes) {
    if (!leads_to(route, request.path())) {
      continue;
    }
    path_known = true;
    if (route.method == method) {
      Result<Reading> reading = route.answer(reader, request);
      return reading ? std::move(*reading) : Reading(error_response(reading.error()));
    }
  }
  Response response = fault_response(ErrorCode::not_found);
  response.status = path_known ? 405 : 404;
  return response;
}

Written write_jobs(ChangeStore& store, std::vector<WriteJob> jobs) {
  Written out;
  std::vector<ChangeSet> sets;
  const auto write_waiting = [&] {
    if (!sets.empty()) {
      write_pushes(store, sets, out);
      sets.clear();
    }
  };
  for (WriteJob& job : jobs) {
    if (auto* set = std::get_if<ChangeSet>(&job)) {
      sets.push_back(std::move(*set));
      continue;
    }
    write_waiting();
    if (const auto* upload = std::get_if<Upload>(&job)) {
      const auto kept = store.keep_blob(upload->hash, upload->content);
      out.responses.push_back(kept ? json_answer(200, "{}") : error_response(kept.error()));
      continue;
    }
    const auto enrolled = store.enrol(std::get<Enrolment>(job));
    out.responses.push_back(enrolled ? json_answer(200, print(*enrolled))
                                     : error_response(enrolled.error()));
  }
  write_waiting();
  return out;
}

Response answer(ChangeStore& store, const Request& request) {
  Reading reading = read_request(store, request);
  if (auto* job = std::get_if<WriteJob>(&reading)) {
    std::vector<WriteJob> jobs;
    jobs.push_back(std::move(*job));
    return std::move(write_jobs(store, std::move(jobs)).responses.front());
  }
  if (auto* response = std::get_if<Response>(&reading)) {
    return std::move(*response);
  }
  return json_answer(200, "{}");
}

}  // namespace saimnieks::sync::endpoint
