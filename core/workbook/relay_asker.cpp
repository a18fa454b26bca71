#include <utility>

#include "core/workbook/relay.h"
#include "core/workbook/relay_bytes.h"

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

std::string call(RelayCall what, std::uint32_t book) {
  std::string out;
  put(out, what);
  put(out, book);
  return out;
}

// Numbers that are never used twice: the other end may have been started anew meanwhile.
std::uint32_t next_book() {
  static std::uint32_t last = 0;
  return ++last;
}

base::Error error_from(RelayBytes& answer) {
  base::Error out;
  out.code = answer.take<ErrorCode>();
  out.field = answer.take_text();
  out.context = answer.take_text();
  if (!answer.at_end()) {
    out.cause = std::make_shared<const base::Error>(error_from(answer));
  }
  return out;
}

class RelayedWorkbook final : public Workbook {
 public:
  explicit RelayedWorkbook(const Ask& ask) : ask_(ask), book_(next_book()) {}
  ~RelayedWorkbook() override {
    if (opened_) {
      // There is nobody left to whom it would matter that the other end has ended.
      static_cast<void>(ask_(call(RelayCall::close, book_)));
    }
  }
  RelayedWorkbook(const RelayedWorkbook&) = delete;
  RelayedWorkbook& operator=(const RelayedWorkbook&) = delete;

  base::Result<void> open(base::ByteSource& source) {
    std::string request = call(RelayCall::open, book_);
    put(request, static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&source)));
    put(request, source.size());
    put_text(request, source.name());
    TRY_DO(ask(request));
    opened_ = true;
    while (answer_.intact() && !answer_.at_end()) {
      const bool hidden = answer_.take<bool>();
      sheets_.push_back({std::string(answer_.take_text()), hidden});
    }
    return checked();
  }

  [[nodiscard]] const std::vector<Sheet>& sheets() const override { return sheets_; }

  base::Result<void> start(std::size_t sheet) override {
    ended_ = false;
    rows_left_ = 0;
    merges_.clear();
    std::string request = call(RelayCall::start, book_);
    put(request, static_cast<std::uint32_t>(sheet));
    return ask(request);
  }

  base::Result<Step> step(Row& row) override {
    if (rows_left_ > 0) {
      --rows_left_;
      row.number = answer_.take<std::int64_t>();
      const auto cells = answer_.take<std::uint32_t>();
      row.cells.clear();
      row.kinds.clear();
      for (std::uint32_t i = 0; i < cells && answer_.intact(); ++i) {
        row.kinds.push_back(answer_.take<CellKind>());
        row.cells.push_back(answer_.take_text());
      }
      TRY_DO(checked());
      return Step::row;
    }
    if (ended_) {
      return Step::end;
    }
    TRY_DO(ask(call(RelayCall::step, book_)));
    ended_ = answer_.take<bool>();
    done_bytes_ = answer_.take<std::int64_t>();
    const auto merges = answer_.take<std::uint32_t>();
    for (std::uint32_t i = 0; i < merges && answer_.intact(); ++i) {
      merges_.push_back(answer_.take<Merge>());
    }
    rows_left_ = answer_.take<std::uint32_t>();
    TRY_DO(checked());
    return Step::more;
  }

  [[nodiscard]] std::span<const Merge> merges() const override { return merges_; }
  [[nodiscard]] std::int64_t done_bytes() const override { return done_bytes_; }

 private:
  [[nodiscard]] base::Result<void> ask(std::string_view request) {
    TRY(bytes_, ask_(request));
    answer_ = RelayBytes(bytes_);
    if (answer_.take<RelayAnswer>() == RelayAnswer::failed) {
      rows_left_ = 0;
      return tl::unexpected<base::Error>(error_from(answer_));
    }
    return checked();
  }
  [[nodiscard]] base::Result<void> checked() const {
    if (!answer_.intact()) {
      return base::fail(ErrorCode::internal, "an answer about a workbook was cut off");
    }
    return {};
  }

  const Ask& ask_;
  const std::uint32_t book_;
  std::vector<Sheet> sheets_;
  std::vector<Merge> merges_;
  std::string bytes_;  // of the last answer; the cells of its rows point into it
  RelayBytes answer_ = RelayBytes({});
  std::uint32_t rows_left_ = 0;
  bool opened_ = false;
  bool ended_ = true;
  std::int64_t done_bytes_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<Workbook>> open_by_relay(base::ByteSource& source, const Ask& ask) {
  auto book = std::make_unique<RelayedWorkbook>(ask);
  TRY_DO(book->open(source));
  return book;
}

}  // namespace saimnieks::workbook
