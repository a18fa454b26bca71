// Files of lines: what is picked becomes an attachment, and what is asked for is given to the
// person, from the endpoint where its content is not here.
#include "core/base/media_type.h"
#include "core/ledger/content_size.h"
#include "core/model/facts.h"
#include "wasm/app/session_impl.h"

namespace saimnieks::app {

using text::Key;
using Tone = views::Message::Tone;

void Session::Impl::pick_attachment(model::LineId line) {
  awaiting_mapping_ = false;
  awaiting_attachment_ = line;
  // On a phone, pictures are offered from the camera, too.
  ui_.request(ui::OpenFile{"image/*,.pdf,.edoc,.asice,.docx,.xlsx,.odt,.ods,.zip,.xml,.csv,.txt",
                           false, ui_.focused()});
}

void Session::Impl::take_attachment(base::ByteSource& file) {
  const model::LineId rid = *std::exchange(awaiting_attachment_, std::nullopt);
  const auto line = open_->ledger->line(rid);
  if (!line) {
    return say_fault(line.error(), Key::lines_not_saved);
  }
  // One byte more than is kept shows that there is more.
  const std::int64_t size = std::min(file.size(), ledger::kMostContentBytes + 1);
  std::string content(static_cast<std::size_t>(size), '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const auto count = file.read(std::span(content).subspan(filled));
    if (!count) {
      return say_fault(count.error(), Key::lines_not_saved);
    }
    if (*count == 0) {
      break;
    }
    filled += *count;
  }
  content.resize(filled);
  execute(ledger::Attach{.name = file.name(),
                         .content = content,
                         .to = std::pair(model::Table::line, line->uuid),
                         .note = {}},
          Key::lines_attached, {file.name()});
}

void Session::Impl::ask_for_previews(const views::LinePanel& panel) {
  constexpr float kEdge = 46;  // CSS px, within the border of its square
  for (const views::PanelFile& file : panel.files) {
    const auto hash = base::hash_from_hex(file.picture_of);
    if (!hash || previews_.find(file.picture_of) != previews_.end()) {
      continue;
    }
    previews_.emplace(file.picture_of, ui::Preview{});
    // A file that can't be read has no preview; why, is said to who opens it.
    if (auto content = open_->ledger->content(*hash)) {
      const std::string mime(base::media_type_of(*content));
      ui_.request(ui::ShrinkPicture{file.picture_of, mime, std::move(*content),
                                    static_cast<int>(kEdge * pixel_ratio_)});
    }
  }
}

void Session::Impl::take_preview(PictureShrunk&& shrunk) {
  const auto asked = previews_.find(shrunk.id);
  const auto size =
      static_cast<std::size_t>(shrunk.width) * static_cast<std::size_t>(shrunk.height);
  if (asked == previews_.end() || shrunk.shades.size() != size) {
    return;
  }
  asked->second = {next_preview_++, shrunk.width, shrunk.height, std::move(shrunk.shades)};
}

void Session::Impl::open_attachment(const base::Uuid& row) {
  wanted_file_.reset();
  const auto found = open_->ledger->each_fact<model::Attachment>([&](const model::Attachment& one) {
    if (one.uuid == row) {
      wanted_file_ = one;
    }
  });
  if (!found) {
    return say_fault(found.error(), Key::lines_file_not_opened);
  }
  follow_wanted_file();
  if (wanted_file_) {
    if (open_->sync.phase() == sync::client::SyncPhase::not_enrolled) {
      wanted_file_.reset();
      return say_fault({base::ErrorCode::content_missing, {}, {}, nullptr},
                       Key::lines_file_not_opened);
    }
    say(Tone::info, Key::lines_file_coming, {wanted_file_->name});
    if (const auto hash = base::hash_from_hex(wanted_file_->hash)) {
      open_->sync.want_content(*hash);
    }
  }
}

void Session::Impl::follow_wanted_file() {
  const auto hash = wanted_file_ ? base::hash_from_hex(wanted_file_->hash) : base::Hash{};
  if (!wanted_file_ || !hash) {
    return;
  }
  const auto here = open_->ledger->has_content(*hash);
  if (here && !*here && !open_->sync.content_fault(*hash)) {
    return;  // still to come
  }
  const model::Attachment file = *std::exchange(wanted_file_, std::nullopt);
  auto content = open_->ledger->content(*hash);
  if (!content) {
    return say_fault(content.error(), Key::lines_file_not_opened);
  }
  state_.message.reset();
  ui_.request(ui::Download{file.name, file.media_type, std::move(*content)});
}

}  // namespace saimnieks::app
