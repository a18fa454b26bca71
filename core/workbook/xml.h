// XML in pieces, by expat, of documents that strangers have written: no document type (and so no
// entities), no deep nesting, and never more memory than a parser needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::workbook {

// Of one start tag; live until the visitor's call ends. Names are without their prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // Empty when there is none.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  // Of the one whose name has a prefix: "r:id", beside "id".
  [[nodiscard]] std::string_view prefixed(std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  // Names without prefix: offices write <row> and <x:row>.
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;
  // A fault that the visitor has found; reading ends with it.
  [[nodiscard]] virtual std::optional<base::Error> fault() const { return std::nullopt; }
};

class XmlReader {
 public:
  explicit XmlReader(XmlVisitor& visitor);  // must outlive the reader
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // file_damaged, table_too_large, and the visitor's.
  [[nodiscard]] base::Result<void> feed(std::string_view piece, bool last);

 private:
  struct Calls;
  void* parser_;
  XmlVisitor& visitor_;
  std::int64_t fed_ = 0;
  int depth_ = 0;
  bool refused_ = false;
};

// A whole document.
[[nodiscard]] base::Result<void> read_xml(std::string_view document, XmlVisitor& visitor);

}  // namespace saimnieks::workbook
