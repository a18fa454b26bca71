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
  if (!last_) {
    // A record that spans pieces is looked at again only when a line end has come.
    const std::size_t from = std::max(begin_, resume_);
    if (buffer_.find_first_of("\n\r", from) == std::string::npos) {
      resume_ = buffer_.size();
      return false;
    }
  }
  if (scan(record) == Scan::incomplete) {
    resume_ = buffer_.size();
    return false;
  }
  return true;
}

// Past the closing quote; what stands between the quotes is in unquoted_. `open` when it never
// closes in this buffer.
std::size_t CsvReader::read_quoted(std::size_t at, bool& open) {
  ++at;
  while (at < buffer_.size()) {
    const std::size_t quote = buffer_.find('"', at);
    if (quote == std::string::npos) {
      break;
    }
    unquoted_.append(buffer_, at, quote - at);
    if (quote + 1 < buffer_.size() && buffer_[quote + 1] == '"') {
      unquoted_.push_back('"');
      at = quote + 2;
      continue;
    }
    open = quote + 1 >= buffer_.size() && !last_;  // a second quote may follow in the next piece
    return quote + 1;
  }
  unquoted_.append(buffer_, std::min(at, buffer_.size()), std::string::npos);
  open = true;
  return buffer_.size();
}

CsvReader::Scan CsvReader::scan(Record& record) {
  spans_.clear();
  unquoted_.clear();
  std::size_t at = begin_;
  const std::size_t size = buffer_.size();
  const bool last = last_ || size - begin_ > kLongestRecord;
  bool unclosed = false;
  while (true) {
    const std::size_t start = at;
    if (at < size && buffer_[at] == '"') {
      const std::size_t kept = unquoted_.size();
      bool open = false;
      at = read_quoted(at, open);
      if (open && !last) {
        return Scan::incomplete;
      }
      unclosed = unclosed || open;
      // Text after a closing quote is kept as it stands: nothing of the file is dropped.
      while (at < size && buffer_[at] != delimiter_ && buffer_[at] != '\n' && buffer_[at] != '\r') {
        unquoted_.push_back(buffer_[at++]);
      }
      spans_.push_back({kept, unquoted_.size() - kept, true});
    } else {
      while (at < size && buffer_[at] != delimiter_ && buffer_[at] != '\n' && buffer_[at] != '\r') {
        ++at;
      }
      spans_.push_back({start, at - start, false});
    }
    if (at >= size) {
      if (!last) {
        return Scan::incomplete;
      }
      break;
    }
    if (buffer_[at] == delimiter_) {
      ++at;
      continue;
    }
    if (buffer_[at] == '\r') {
      if (at + 1 >= size && !last) {
        return Scan::incomplete;  // the line feed of the pair may be in the next piece
      }
      ++at;
      if (at < size && buffer_[at] == '\n') {
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
    const std::string& from = span.in_unquoted ? unquoted_ : buffer_;
    record.fields.push_back(std::string_view(from).substr(span.begin, span.size));
  }
  const std::string_view raw = std::string_view(buffer_).substr(begin_, at - begin_);
  const auto feeds = std::count(raw.begin(), raw.end(), '\n');
  const bool bare_return = feeds == 0 && raw.find('\r') != std::string_view::npos;
  line_ += feeds + (bare_return ? 1 : 0);
  begin_ = at;
  return Scan::complete;
}

}  // namespace saimnieks::exchange
