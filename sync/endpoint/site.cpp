#include "sync/endpoint/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/sha256.h"

namespace saimnieks::sync::endpoint {
namespace {

namespace fs = std::filesystem;

constexpr const char* kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr std::size_t kTagDigits = 20;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string type_of(const std::string& extension) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".otf", "font/otf"},
      {".ttf", "font/ttf"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"}};
  const auto found = kTypes.find(extension);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// Each form of a file is something of its own to a cache that compares tags.
std::string tag(const std::string& stem, std::string_view coding) {
  return "\"" + stem + (coding.empty() ? "" : "-" + std::string(coding)) + "\"";
}

// "name-1a2b3c4d5e6f.ext": at least eight hex digits after the last dash.
bool is_hashed(const fs::path& path) {
  constexpr std::size_t kFewestDigits = 8;
  const std::string stem = path.stem().string();
  const std::size_t dash = stem.rfind('-');
  if (dash == std::string::npos || stem.size() - dash - 1 < kFewestDigits) {
    return false;
  }
  return stem.find_first_not_of("0123456789abcdef", dash + 1) == std::string::npos;
}

}  // namespace

void add_security_headers(Response& response) {
  response.set("Content-Security-Policy", kContentSecurityPolicy);
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Strict-Transport-Security", "max-age=63072000");
}

base::Result<Site> Site::load(const std::string& folder) {
  Site site;
  std::error_code fault;
  for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end;
       at.increment(fault)) {
    const fs::path& path = at->path();
    const std::string extension = path.extension().string();
    if (!at->is_regular_file(fault) || extension == ".br" || extension == ".gz") {
      continue;
    }
    File file;
    file.forms[""] = read(path);
    for (const auto& [coding, suffix] : {std::pair("br", ".br"), std::pair("gzip", ".gz")}) {
      if (std::string packed = read(path.string() + suffix); !packed.empty()) {
        file.forms[coding] = std::move(packed);
      }
    }
    file.type = type_of(extension);
    file.tag = base::to_hex(base::sha256(file.forms[""])).substr(0, kTagDigits);
    file.hashed = is_hashed(path);
    site.files_.emplace("/" + path.lexically_relative(folder).generic_string(), std::move(file));
  }
  if (fault || site.files_.find("/index.html") == site.files_.end()) {
    return base::fail(base::ErrorCode::file_unreadable, folder + "/index.html");
  }
  return site;
}

Response Site::answer(const Request& request) const {
  Response response;
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.set("Allow", "GET, HEAD");
    return response;
  }
  const std::string_view path = request.path();
  const auto found = files_.find(path == "/" ? std::string_view("/index.html") : path);
  if (found == files_.end()) {
    response.status = 404;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.set("Cache-Control", "no-store");
    response.body = "Not found\n";
    return response;
  }
  const File& file = found->second;
  auto form = file.forms.find("");
  for (const char* coding : {"gzip", "br"}) {  // the last one that both know is the smallest
    const auto packed = file.forms.find(coding);
    form = packed != file.forms.end() && accepts(request.accept_encoding, coding) ? packed : form;
  }
  const std::string etag = tag(file.tag, form->first);
  response.set("ETag", etag);
  response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control", file.hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.if_none_match.find(etag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", file.type);
  if (!form->first.empty()) {
    response.set("Content-Encoding", form->first);
  }
  response.body = form->second;
  return response;
}

}  // namespace saimnieks::sync::endpoint
