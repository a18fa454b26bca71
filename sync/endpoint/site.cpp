#include "sync/endpoint/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/sha256.h"

namespace saimnieks::sync::endpoint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string type_of(const fs::path& path) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".otf", "font/otf"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"}};
  const auto found = kTypes.find(path.extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

bool accepts(std::string_view list, std::string_view coding) {
  const std::size_t at = list.find(coding);
  if (at == std::string_view::npos) {
    return false;
  }
  const std::string_view rest = list.substr(at + coding.size());
  return rest.substr(0, 4) != ";q=0" || rest.substr(0, 5) == ";q=0.";
}

}  // namespace

void add_security_headers(Response& response) {
  response.headers.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Strict-Transport-Security", "max-age=63072000");
}

base::Result<Site> Site::load(const std::string& folder) {
  Site site;
  std::error_code fault;
  for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end;
       at.increment(fault)) {
    const fs::path& path = at->path();
    const std::string extension = path.extension().string();
    if (!at->is_regular_file() || extension == ".br" || extension == ".gz") {
      continue;
    }
    File file;
    file.plain = read(path);
    file.brotli = read(path.string() + ".br");
    file.gzip = read(path.string() + ".gz");
    file.type = type_of(path);
    file.tag = "\"" + base::to_hex(base::sha256(file.plain)).substr(0, 16) + "\"";
    const std::string name = fs::relative(path, folder).generic_string();
    file.hashed = name.rfind("assets/", 0) == 0;
    site.files_.emplace("/" + name, std::move(file));
  }
  if (site.files_.find("/index.html") == site.files_.end()) {
    return base::fail(base::ErrorCode::file_unreadable, folder + "/index.html");
  }
  return site;
}

Response Site::answer(const Request& request) const {
  Response response;
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const std::string_view path = request.path();
  const auto found = files_.find(path == "/" ? std::string_view("/index.html") : path);
  if (found == files_.end()) {
    response.status = 404;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = "Not found\n";
    return response;
  }
  const File& file = found->second;
  response.headers.emplace_back("ETag", file.tag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back("Cache-Control",
                                file.hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.if_none_match == file.tag) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", file.type);
  if (!file.brotli.empty() && accepts(request.accept_encoding, "br")) {
    response.headers.emplace_back("Content-Encoding", "br");
    response.body = file.brotli;
  } else if (!file.gzip.empty() && accepts(request.accept_encoding, "gzip")) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.gzip;
  } else {
    response.body = file.plain;
  }
  return response;
}

}  // namespace saimnieks::sync::endpoint
