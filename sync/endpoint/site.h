// The application's files, read once into memory: each with its compressed forms, its type and its
// tag. What is not in the list does not exist, so no path can lead outside the folder.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "sync/endpoint/http.h"

namespace saimnieks::sync::endpoint {

class Site {
 public:
  // file_unreadable when the folder holds no index.html.
  [[nodiscard]] static base::Result<Site> load(const std::string& folder);

  [[nodiscard]] Response answer(const Request& request) const;

 private:
  struct File {
    std::string plain;
    std::string brotli;  // empty: none
    std::string gzip;
    std::string type;
    std::string tag;
    bool hashed = false;  // its name changes with its content
  };
  std::map<std::string, File, std::less<>> files_;
};

// The headers of every answer: nothing foreign is loaded, framed or guessed.
void add_security_headers(Response& response);

}  // namespace saimnieks::sync::endpoint
