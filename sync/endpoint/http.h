// A request and a response without any HTTP library, so that the API and the site are tested
// without sockets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saimnieks::sync::endpoint {

struct Request {
  std::string method;
  std::string target;  // path and query
  std::string authorization;
  std::string content_type;
  std::string content_encoding;
  std::string accept_encoding;
  std::string if_none_match;
  std::string body;
  bool body_follows = false;  // it is asked whether the body may come: an upload

  [[nodiscard]] std::string_view path() const {
    return std::string_view(target).substr(0, target.find('?'));
  }
  // The value of a query parameter as it stands; empty when there is none.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
  // A content of its own size and length, for which the sender is to be known first.
  [[nodiscard]] bool uploads() const {
    return method == "PUT" && target.rfind("/api/v1/blobs/", 0) == 0;
  }
  [[nodiscard]] bool to_api() const { return target.rfind("/api/", 0) == 0; }
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  void set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
  }
};

// Whether a list such as "gzip, br;q=0.5" takes the coding.
[[nodiscard]] bool accepts(std::string_view list, std::string_view coding);

}  // namespace saimnieks::sync::endpoint
