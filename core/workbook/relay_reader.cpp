#include <utility>

#include "core/workbook/relay.h"
#include "core/workbook/relay_bytes.h"

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

// Few questions for many rows, and little to hold at either end.
constexpr std::size_t kMostAnswerBytes = 64 * 1024;

void put_error(std::string& out, const base::Error& error) {
  put(out, error.code);
  put_text(out, error.field);
  put_text(out, error.context);
  if (error.cause) {
    put_error(out, *error.cause);
  }
}

}  // namespace

// The other end's file, as far as it is asked for.
class RelayReader::Source final : public base::ByteSource {
 public:
  Source(const ReadSource& read, std::uint64_t id, std::int64_t size, std::string_view name)
      : read_(read), id_(id), size_(size), name_(name) {}

  base::Result<std::size_t> read(std::span<char> out) override {
    const std::int64_t got = read_(id_, position_, out);
    if (got < 0) {
      return base::fail(ErrorCode::file_unreadable, name_);
    }
    position_ += got;
    return static_cast<std::size_t>(got);
  }
  base::Result<void> seek(std::int64_t offset) override {
    position_ = offset;
    return {};
  }
  [[nodiscard]] std::int64_t size() const override { return size_; }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  const ReadSource& read_;
  const std::uint64_t id_;
  const std::int64_t size_;
  const std::string name_;
  std::int64_t position_ = 0;
};

struct RelayReader::Book {
  std::unique_ptr<Source> source;
  std::unique_ptr<Workbook> workbook;
  Row row;
};

RelayReader::RelayReader(ReadSource read) : read_(std::move(read)) {}
RelayReader::~RelayReader() = default;

std::string RelayReader::answer(std::string_view request) {
  RelayBytes bytes(request);
  const auto call = bytes.take<RelayCall>();
  const auto number = bytes.take<std::uint32_t>();
  const auto answered = [&]() -> base::Result<std::string> {
    if (call == RelayCall::open) {
      return open(number, bytes);
    }
    const auto found = books_.find(number);
    if (call == RelayCall::close || found == books_.end()) {
      books_.erase(number);
      return call == RelayCall::close ? base::Result<std::string>()
                                      : base::fail(ErrorCode::file_unreadable);
    }
    if (call == RelayCall::step) {
      return step(found->second);
    }
    TRY_DO(found->second.workbook->start(bytes.take<std::uint32_t>()));
    return {};
  }();
  std::string out;
  put(out, answered ? RelayAnswer::done : RelayAnswer::failed);
  if (answered) {
    out += *answered;
  } else {
    put_error(out, answered.error());
  }
  return out;
}

base::Result<std::string> RelayReader::open(std::uint32_t book, RelayBytes& request) {
  const auto id = request.take<std::uint64_t>();
  const auto size = request.take<std::int64_t>();
  auto source = std::make_unique<Source>(read_, id, size, request.take_text());
  TRY(auto workbook, open_workbook(*source));
  std::string out;
  for (const Sheet& sheet : workbook->sheets()) {
    put(out, sheet.hidden);
    put_text(out, sheet.name);
  }
  books_[book] = {std::move(source), std::move(workbook), {}};
  return out;
}

base::Result<std::string> RelayReader::step(Book& book) {
  std::string rows;
  std::uint32_t count = 0;
  auto step = Workbook::Step::row;
  while (rows.size() < kMostAnswerBytes) {
    TRY(step, book.workbook->step(book.row));
    if (step != Workbook::Step::row) {
      break;
    }
    ++count;
    put(rows, book.row.number);
    put(rows, static_cast<std::uint32_t>(book.row.cells.size()));
    for (std::size_t i = 0; i < book.row.cells.size(); ++i) {
      put(rows, book.row.kinds[i]);
      put_text(rows, book.row.cells[i]);
    }
  }
  const bool ended = step == Workbook::Step::end;
  const auto merges = ended ? book.workbook->merges() : std::span<const Merge>();
  std::string out;
  put(out, ended);
  put(out, book.workbook->done_bytes());
  put(out, static_cast<std::uint32_t>(merges.size()));
  for (const Merge& merge : merges) {
    put(out, merge);
  }
  put(out, count);
  return out + rows;
}

}  // namespace saimnieks::workbook
