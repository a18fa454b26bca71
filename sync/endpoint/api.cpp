#include "sync/endpoint/api.h"

#include <nlohmann/json.hpp>
#include <zlib.h>

#include "core/base/utf8.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::ErrorCode;

constexpr std::size_t kMostUnpacked = std::size_t{16} << 20U;
constexpr std::int64_t kPageBytes = 512 * 1024;

Response json_answer(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "application/json");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::token_invalid:
      return 403;
    case ErrorCode::not_enrolled:
      return 401;
    case ErrorCode::ledger_differs:
    case ErrorCode::op_out_of_order:
    case ErrorCode::op_chain_broken:
    case ErrorCode::op_differs:
      return 409;
    case ErrorCode::endpoint_too_large:
      return 413;
    case ErrorCode::storage_full:
      return 507;
    case ErrorCode::storage_io:
    case ErrorCode::storage_corrupt:
    case ErrorCode::storage_in_use:
    case ErrorCode::internal:
      return 503;
    default:
      return 400;
  }
}

Response fault(ErrorCode code, std::int64_t next_n = 0) {
  return json_answer(status_of(code), print(Fault{std::string(base::error_name(code)), next_n}));
}

// Counts while it unpacks: a small body may be a large one in disguise.
base::Result<std::string> unpacked(const Request& request) {
  if (request.content_encoding.empty() || request.content_encoding == "identity") {
    return request.body;
  }
  if (request.content_encoding != "gzip") {
    return base::fail(ErrorCode::changeset_invalid, "content encoding");
  }
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) {
    return base::fail(ErrorCode::internal, "inflate");
  }
  std::string out;
  std::string piece(64 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(request.body.data()));
  stream.avail_in = static_cast<uInt>(request.body.size());
  int result = Z_OK;
  while (result == Z_OK && out.size() <= kMostUnpacked) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, 0, piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > kMostUnpacked) {
    return base::fail(ErrorCode::endpoint_too_large);
  }
  if (result != Z_STREAM_END) {
    return base::fail(ErrorCode::changeset_invalid, "gzip");
  }
  return out;
}

std::string packed(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? out : std::string();
}

base::Result<std::string> json_body(const Request& request) {
  if (request.content_type.rfind("application/json", 0) != 0) {
    return base::fail(ErrorCode::changeset_invalid, "content type");
  }
  TRY(std::string body, unpacked(request));
  if (!base::is_valid_utf8(body)) {
    return base::fail(ErrorCode::text_not_utf8);
  }
  return body;
}

}  // namespace

std::string_view Request::parameter(std::string_view name) const {
  std::string_view rest = target;
  const std::size_t mark = rest.find('?');
  rest = mark == std::string_view::npos ? std::string_view() : rest.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) == name) {
      return equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    }
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
  }
  return {};
}

base::Result<std::optional<Device>> Api::bearer(const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  if (request.authorization.rfind(kScheme, 0) != 0) {
    return std::optional<Device>();
  }
  return store_.device_of(std::string_view(request.authorization).substr(kScheme.size()));
}

bool Api::knows(const Request& request) {
  const auto device = bearer(request);
  return device && device->has_value();
}

Response Api::status() {
  nlohmann::json out{{"name", "saimnieks"}, {"api", 1}, {"epoch", store_.epoch()}};
  out["ledger"] = store_.ledger() ? nlohmann::json(store_.ledger()->text()) : nlohmann::json();
  return json_answer(200, out.dump());
}

Response Api::enrol(const Request& request) {
  const auto body = json_body(request);
  if (!body) {
    return fault(body.error().code);
  }
  const auto message = parse_enrolment(*body);
  if (!message) {
    return fault(message.error().code);
  }
  const auto enrolled = store_.enrol(*message);
  return enrolled ? json_answer(200, print(*enrolled)) : fault(enrolled.error().code);
}

Response Api::pull(const Request& request) {
  const auto device = bearer(request);
  if (!device) {
    return fault(device.error().code);
  }
  if (!*device) {
    return fault(ErrorCode::not_enrolled);
  }
  const auto page = store_.pull(request.parameter("cursor"), kPageBytes);
  if (!page) {
    return fault(page.error().code);
  }
  Response response = json_answer(200, print(*page, (*device)->uuid));
  if (response.body.size() > 1024 && request.accept_encoding.find("gzip") != std::string::npos) {
    if (std::string small = packed(response.body); !small.empty()) {
      response.body = std::move(small);
      response.headers.emplace_back("Content-Encoding", "gzip");
    }
  }
  return response;
}

void Api::push(std::span<const Request> requests, std::vector<Response>& responses) {
  std::vector<ChangeSet> sets;
  std::vector<std::size_t> places;
  for (const Request& request : requests) {
    responses.emplace_back();
    const auto device = bearer(request);
    if (!device || !*device) {
      responses.back() = fault(device ? ErrorCode::not_enrolled : device.error().code);
      continue;
    }
    const auto body = json_body(request);
    if (!body) {
      responses.back() = fault(body.error().code);
      continue;
    }
    auto set = parse_change_set(*body);
    if (!set || set->changes.size() > kMostChanges) {
      responses.back() = fault(set ? ErrorCode::endpoint_too_large : set.error().code);
      continue;
    }
    if (set->device != (*device)->uuid) {
      responses.back() = fault(ErrorCode::not_enrolled);
      continue;
    }
    places.push_back(responses.size() - 1);
    sets.push_back(std::move(*set));
  }
  if (sets.empty()) {
    return;
  }
  const auto results = store_.push(sets);
  for (std::size_t i = 0; i < places.size(); ++i) {
    Response& response = responses[places[i]];
    if (!results) {
      response = fault(results.error().code);
    } else if ((*results)[i].answer) {
      response = json_answer(200, print(*(*results)[i].answer));
    } else {
      const Fault& reason = (*results)[i].fault;
      const auto code = base::error_code_from_name(reason.code).value_or(ErrorCode::internal);
      response = fault(code, reason.next_n);
    }
  }
}

Response Api::one(const Request& request) {
  const std::string_view path = request.path();
  if (path == "/api/v1/status" && request.method == "GET") {
    return status();
  }
  if (path == "/api/v1/enroll" && request.method == "POST") {
    return enrol(request);
  }
  if (path == "/api/v1/pull" && request.method == "GET") {
    return pull(request);
  }
  return json_answer(404, print(Fault{"not_found", 0}));
}

std::vector<Response> Api::handle(std::span<const Request> requests) {
  std::vector<Response> responses;
  for (std::size_t i = 0; i < requests.size();) {
    std::size_t end = i;
    while (end < requests.size() && requests[end].method == "POST" &&
           requests[end].path() == "/api/v1/push") {
      ++end;
    }
    if (end > i) {
      push(requests.subspan(i, end - i), responses);
      i = end;
    } else {
      responses.push_back(one(requests[i++]));
    }
  }
  return responses;
}

}  // namespace saimnieks::sync::endpoint
