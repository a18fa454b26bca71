#include "core/workbook/xml.h"

#include <cstdlib>
#include <cstring>
#include <expat.h>

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

constexpr int kDeepest = 64;
constexpr std::int64_t kLongestToken = 1 << 20;  // a start tag or a comment, in bytes
constexpr std::size_t kMostMemory = std::size_t{32} << 20;

// What expat holds, so that a document of a billion names ends in a sentence. Its functions get no
// context; readers of one thread share the count.
thread_local std::size_t held_bytes = 0;
struct alignas(std::max_align_t) Head {
  std::size_t size;
};

void* take(std::size_t size) {
  if (size > kMostMemory || held_bytes > kMostMemory - size) {
    return nullptr;
  }
  auto* head = static_cast<Head*>(std::malloc(sizeof(Head) + size));
  if (head == nullptr) {
    return nullptr;
  }
  head->size = size;
  held_bytes += size;
  return head + 1;
}

void give_back(void* block) {
  if (block != nullptr) {
    Head* head = static_cast<Head*>(block) - 1;
    held_bytes -= head->size;
    std::free(head);
  }
}

void* take_again(void* block, std::size_t size) {
  void* out = take(size);
  if (out != nullptr && block != nullptr) {
    std::memcpy(out, block, std::min((static_cast<Head*>(block) - 1)->size, size));
    give_back(block);
  }
  return out;
}

std::string_view local(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

XML_Parser parser_of(void* parser) { return static_cast<XML_Parser>(parser); }

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) {
      return pair[1];
    }
  }
  return {};
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (std::strchr(*pair, ':') != nullptr && local(*pair) == name) {
      return pair[1];
    }
  }
  return {};
}

struct XmlReader::Calls {
  static XmlReader& of(void* user) { return *static_cast<XmlReader*>(user); }
  static void stop(XmlReader& self) { XML_StopParser(parser_of(self.parser_), XML_FALSE); }

  static void start(void* user, const char* name, const char** pairs) {
    XmlReader& self = of(user);
    if (++self.depth_ > kDeepest) {
      self.refused_ = true;
      return stop(self);
    }
    self.visitor_.start(local(name), XmlAttributes(pairs));
    if (self.visitor_.fault()) {
      stop(self);
    }
  }
  static void end(void* user, const char* name) {
    XmlReader& self = of(user);
    --self.depth_;
    self.visitor_.end(local(name));
    if (self.visitor_.fault()) {
      stop(self);
    }
  }
  static void text(void* user, const char* piece, int size) {
    of(user).visitor_.text({piece, static_cast<std::size_t>(size)});
  }
  static void doctype(void* user, const char* /*name*/, const char* /*system*/,
                      const char* /*identifier*/, int /*internal*/) {
    of(user).refused_ = true;
    stop(of(user));
  }
};

XmlReader::XmlReader(XmlVisitor& visitor) : visitor_(visitor) {
  const XML_Memory_Handling_Suite memory{take, take_again, give_back};
  XML_Parser parser = XML_ParserCreate_MM(nullptr, &memory, nullptr);
  parser_ = parser;
  if (parser == nullptr) {
    return;
  }
  // Without it expat asks the clock. What it guards, tables filled by chosen names, is bounded here
  // by the memory.
  XML_SetHashSalt(parser, 0x5A17);
  XML_SetUserData(parser, this);
  XML_SetElementHandler(parser, Calls::start, Calls::end);
  XML_SetCharacterDataHandler(parser, Calls::text);
  XML_SetStartDoctypeDeclHandler(parser, Calls::doctype);
}

XmlReader::~XmlReader() { XML_ParserFree(parser_of(parser_)); }

base::Result<void> XmlReader::feed(std::string_view piece, bool last) {
  if (parser_ == nullptr) {
    return base::fail(ErrorCode::table_too_large);
  }
  XML_Parser parser = parser_of(parser_);
  fed_ += static_cast<std::int64_t>(piece.size());
  if (XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) ==
      XML_STATUS_ERROR) {
    if (auto fault = visitor_.fault()) {
      return tl::unexpected<base::Error>(*fault);
    }
    const bool memory = !refused_ && XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY;
    return base::fail(memory ? ErrorCode::table_too_large : ErrorCode::file_damaged);
  }
  // A token that does not end would be looked at anew with every piece.
  if (!last && fed_ - static_cast<std::int64_t>(XML_GetCurrentByteIndex(parser)) > kLongestToken) {
    return base::fail(ErrorCode::table_too_large);
  }
  return {};
}

base::Result<void> read_xml(std::string_view document, XmlVisitor& visitor) {
  XmlReader reader(visitor);
  return reader.feed(document, true);
}

}  // namespace saimnieks::workbook
