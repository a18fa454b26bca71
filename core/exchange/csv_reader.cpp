#include "core/exchange/csv_reader.h"

#include <algorithm>

namespace saimnieks::exchange {
namespace {

// A stray quote must not swallow a file of any size: past this a quote counts as never closed.
constexpr std::size_t kLongestRecord = std::size_t{1} << 20;

}  // namespace

void CsvReader::feed(std::string_view text, bool last) {
  drop_consumed();
  buffer_.append(text);
  last_ = last;
}

void CsvReader::drop_consumed() {
  buffer_.erase(0, begin_);
  resume_ -= std::min(resume_, begin_);
  begin_ = 0;
}

bool CsvReader::next(Record& record) {
  record.fields.clear();
  record.unclosed_quote = false;
  if (begin_ >= buffer_.size()) {
    return false;
  }
  // A record that spans pieces is looked at again only when a line end has come.
  if (!last_ && resume_ > begin_ && buffer_.find_first_of("\n\r", resume_) == std::string::npos) {
    resume_ = buffer_.size();
    return false;
  }
  if (scan(record) == Scan::incomplete) {
    resume_ = buffer_.size();
    return false;
  }
  return true;
}

// Past the closing quote; what stands between the quotes is in unquoted_. `open` when it never
// closes in this text.
std::size_t CsvReader::read_quoted(std::string_view text, std::size_t at, bool last, bool& open) {
  ++at;
  while (at < text.size()) {
    const std::size_t quote = text.find('"', at);
    if (quote == std::string_view::npos) {
      break;
    }
    unquoted_.append(text, at, quote - at);
    if (quote + 1 < text.size() && text[quote + 1] == '"') {
      unquoted_.push_back('"');
      at = quote + 2;
      continue;
    }
    open = quote + 1 >= text.size() && !last;  // a second quote may follow in the next piece
    return quote + 1;
  }
  unquoted_.append(text, std::min(at, text.size()), std::string_view::npos);
  open = true;
  return text.size();
}

CsvReader::Scan CsvReader::scan(Record& record) {
  spans_.clear();
  unquoted_.clear();
  std::size_t at = begin_;
  // However the bytes arrive, a record that does not end is cut at the same place.
  const bool cut = buffer_.size() - begin_ > kLongestRecord;
  const std::string_view text =
      std::string_view(buffer_).substr(0, cut ? begin_ + kLongestRecord : buffer_.size());
  const std::size_t size = text.size();
  const auto ends_field = [this, text](std::size_t place) {
    return text[place] == delimiter_ || text[place] == '\n' || text[place] == '\r';
  };
  const bool last = last_ || cut;
  bool unclosed = false;
  bool quoted = false;
  while (true) {
    const std::size_t start = at;
    if (at < size && text[at] == '"') {
      quoted = true;
      const std::size_t kept = unquoted_.size();
      bool open = false;
      at = read_quoted(text, at, last, open);
      if (open && !last) {
        return Scan::incomplete;
      }
      unclosed = unclosed || open;
      // Text after a closing quote is kept as it stands: nothing of the file is dropped.
      while (at < size && !ends_field(at)) {
        unquoted_.push_back(text[at++]);
      }
      spans_.push_back({kept, unquoted_.size() - kept, true});
    } else {
      while (at < size && !ends_field(at)) {
        ++at;
      }
      spans_.push_back({start, at - start, false});
    }
    if (at >= size) {
      if (!last) {
        return Scan::incomplete;
      }
      unclosed = unclosed || cut;
      break;
    }
    if (text[at] == delimiter_) {
      ++at;
      continue;
    }
    if (text[at] == '\r') {
      if (at + 1 >= size && !last) {
        return Scan::incomplete;  // the line feed of the pair may be in the next piece
      }
      ++at;
      if (at < size && text[at] == '\n') {
        ++at;
      }
    } else {
      ++at;
    }
    break;
  }
  record.line = line_;
  record.unclosed_quote = unclosed;
  for (const Span& span : spans_) {
    const std::string_view from = span.in_unquoted ? std::string_view(unquoted_) : text;
    record.fields.push_back(from.substr(span.begin, span.size));
  }
  const std::string_view raw = text.substr(begin_, at - begin_);
  if (quoted) {
    const auto feeds = std::count(raw.begin(), raw.end(), '\n');
    const bool bare_return = feeds == 0 && raw.find('\r') != std::string_view::npos;
    line_ += feeds + (bare_return ? 1 : 0);
  } else {
    line_ += !raw.empty() && (raw.back() == '\n' || raw.back() == '\r') ? 1 : 0;
  }
  begin_ = at;
  return Scan::complete;
}

}  // namespace saimnieks::exchange
