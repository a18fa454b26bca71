// The application's files, read once into memory: each with its compressed forms, its type and its
// tag. What is not in the list does not exist, so no path can lead outside the folder.
#pragma once

#include <map>
#include <string>

#include "core/base/result.h"
#include "sync/endpoint/http.h"

namespace saimnieks::sync::endpoint {

class Site {
 public:
  // file_unreadable when the folder holds no index.html. `name.br` and `name.gz` beside a file are
  // its compressed forms.
  [[nodiscard]] static base::Result<Site> load(const std::string& folder);

  // Files whose name carries a hash are immutable; others are asked for again every time.
  [[nodiscard]] Response answer(const Request& request) const;

 private:
  struct File {
    std::map<std::string, std::string, std::less<>> forms;  // by coding; "" is the file itself
    std::string type;
    std::string tag;
    bool hashed = false;
  };
  std::map<std::string, File, std::less<>> files_;
};

// The headers of every answer: nothing foreign is loaded, framed or guessed.
void add_security_headers(Response& response);

}  // namespace saimnieks::sync::endpoint
