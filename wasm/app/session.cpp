#include "wasm/app/session.h"

#include <utility>

#include "core/views/import_view.h"
#include "core/views/line_form.h"
#include "core/views/overview.h"
#include "core/views/quality_line.h"
#include "core/views/settings_view.h"
#include "wasm/app/session_impl.h"

namespace saimnieks::app {
namespace {

using text::Key;

constexpr std::int64_t kLoadedAtOnce = 4096;
constexpr std::int64_t kStateLineAgesMs = 60'000;  // "2 minutes ago" wants to be said anew

views::SyncFacts::Phase phase_of(sync::client::SyncPhase phase) {
  using From = sync::client::SyncPhase;
  using To = views::SyncFacts::Phase;
  switch (phase) {
    case From::not_enrolled:
      return To::not_connected;
    case From::enrolling:
      return To::connecting;
    case From::pushing:
      return To::sending;
    case From::pulling:
      return To::receiving;
    case From::waiting:
      return To::waiting;
    case From::stopped:
      return To::stopped;
    case From::idle:
      break;
  }
  return To::idle;
}

// Screens that can't be drawn while lines are still to be read.
bool shows_figures(views::Screen screen) {
  return screen != views::Screen::entry && screen != views::Screen::import &&
         screen != views::Screen::settings;
}

// A ledger is always there: a fresh one holds nothing, and the start screen asks what to fill it
// with.
base::Result<std::unique_ptr<ledger::Ledger>> open_or_create(const SessionDeps& deps) {
  auto opened = ledger::Ledger::open({deps.clock, deps.random}, deps.storage);
  return opened || opened.error().code != base::ErrorCode::ledger_missing
             ? std::move(opened)
             : ledger::Ledger::create({deps.clock, deps.random}, deps.storage, {});
}

}  // namespace

Session::Session(SessionDeps deps) : impl_(std::make_unique<Impl>(std::move(deps))) {}
Session::~Session() = default;
bool Session::input(ui::InputEvent event) { return impl_->input(std::move(event)); }
void Session::host(HostEvent event) { impl_->host(std::move(event)); }
bool Session::imports_next_file() const { return impl_->imports_next_file(); }
bool Session::needs_frame() const { return impl_->needs_frame(); }
void Session::frame(ui::FrameInput input) { impl_->frame(input); }
ui::Ui& Session::ui() { return impl_->ui(); }
std::vector<AppRequest> Session::take_requests() { return impl_->take_requests(); }
std::int64_t Session::work(std::int64_t budget_ms) { return impl_->work(budget_ms); }

Session::Impl::Impl(SessionDeps deps) : deps_(std::move(deps)), ui_(deps_.fonts) {
  text::Language language = text::Language::lv;
  for (const std::string& tag : deps_.languages) {
    if (const auto known = text::language_from_tag(tag)) {
      language = *known;
      break;
    }
  }
  state_.language = language;
  open();
  set_language(state_.language);
}

void Session::Impl::open() {
  auto opened = open_or_create(deps_);
  if (!opened) {
    open_fault_ = opened.error();
    return;
  }
  open_ = std::make_unique<OpenLedger>(std::move(*opened), deps_);
  open_->sync.set_online(online_);
  const auto setting = [this](const char* key) {
    const auto value = open_->ledger->setting(key);
    return value ? *value : std::nullopt;
  };
  if (const auto tag = setting("language")) {
    state_.language = text::language_from_tag(*tag).value_or(state_.language);
  }
  if (const auto theme = setting("theme")) {
    state_.theme = *theme == "dark"    ? views::ThemeChoice::dark
                   : *theme == "light" ? views::ThemeChoice::light
                                       : views::ThemeChoice::system;
  }
  const bool fresh =
      open_->ledger->empty() && open_->sync.phase() == sync::client::SyncPhase::not_enrolled;
  restore_state(fresh);
}

void Session::Impl::set_language(text::Language language) {
  state_.language = language;
  const text::Catalog texts(language);
  ui_.set_words({std::string(texts[Key::ui_menu]), std::string(texts[Key::ui_close]),
                 std::string(texts[Key::ui_clear]), std::string(texts[Key::ui_nothing_found])});
  ui_.request(ui::SetLanguage{std::string(text::language_tag(language))});
  ui_.request(ui::SetTitle{std::string(texts[Key::app_name])});
  dirty_ = true;
}

views::Words Session::Impl::words() const {
  views::Words out;
  out.texts = text::Catalog(state_.language);
  out.now_ms = deps_.clock.now_ms();
  out.utc_offset_minutes = deps_.utc_offset_minutes;
  return out;
}

bool Session::Impl::input(ui::InputEvent event) { return ui_.push(std::move(event)); }

void Session::Impl::host(HostEvent event) {
  dirty_ = dirty_ || !std::holds_alternative<Leaving>(event);
  if (auto* file = std::get_if<FileGiven>(&event)) {
    if (!open_) {
      return;
    }
    if (!file->announced && std::exchange(awaiting_mapping_, false)) {
      std::string text(static_cast<std::size_t>(file->source->size()), '\0');
      const auto count = file->source->read(text);
      open_->import.use_mapping(count ? std::string_view(text).substr(0, *count) : "");
      return;
    }
    if (file->announced && !open_->import.expecting()) {
      return;
    }
    if (busy()) {
      awaiting_attachment_.reset();
      return say(views::Message::Tone::caution, Key::import_busy);
    }
    if (!file->announced && awaiting_attachment_) {
      return take_attachment(*file->source);
    }
    state_.message.reset();
    state_.screen = views::Screen::import;
    open_->import.give(std::move(file->source));
  } else if (std::holds_alternative<NothingPicked>(event)) {
    awaiting_mapping_ = false;
    awaiting_attachment_.reset();
  } else if (const auto* coming = std::get_if<FileComing>(&event)) {
    if (!open_) {
      return;
    }
    if (busy()) {
      return say(views::Message::Tone::caution, Key::import_busy);
    }
    state_.message.reset();
    state_.screen = views::Screen::import;
    open_->import.expect(coming->name, coming->bytes);
  } else if (const auto* online = std::get_if<OnlineChanged>(&event)) {
    online_ = online->online;
    if (open_) {
      open_->sync.set_online(online_);
    }
  } else if (const auto* storage = std::get_if<StorageKnown>(&event)) {
    storage_ = {true, storage->persisted, storage->used, storage->quota};
  } else if (std::holds_alternative<Leaving>(event)) {
    keep_state();
  } else if (const auto* address = std::get_if<AddressAsked>(&event)) {
    ask_for(address->fragment);
  } else if (auto* shrunk = std::get_if<PictureShrunk>(&event)) {
    take_preview(std::move(*shrunk));
  } else if (std::holds_alternative<UpdateReady>(event)) {
    update_ready_ = true;
  } else if (open_) {
    open_->sync.hint();
  }
}

views::SyncFacts Session::Impl::sync_facts() const {
  views::SyncFacts facts;
  const sync::client::SyncClient& client = open_->sync;
  facts.phase = phase_of(client.phase());
  facts.online = online_ && client.online();
  if (client.fault()) {
    facts.fault = client.fault()->code;
  }
  facts.is_copy = client.fork().has_value();
  if (auto pending = open_->ledger->pending_summary()) {
    facts.pending = *pending;
  }
  const ledger::SyncState& state = open_->ledger->sync_state();
  facts.endpoint = state.url;
  facts.device_name = state.name;
  facts.last_contact_ms = state.last_contact_ms;
  return facts;
}

bool Session::Impl::busy() const {
  return open_ && (open_->import.writing() || open_->demo || open_->stepping_back);
}

ui::PageFacts Session::Impl::page_facts(const views::Words& words) const {
  ui::PageFacts page;
  page.state = &state_;
  page.words = &words;
  page.previews = &previews_;
  page.update_ready = update_ready_;
  page.busy = busy();
  if (!open_) {
    return page;
  }
  if (open_->stepping_back) {
    page.stepping_back = open_->stepping_back->job->progress();
  }
  page.state_line = views::state_line(sync_facts(), words);
  if (const std::int64_t hidden = open_->cube.hidden(); hidden > 0) {
    page.hidden = words.texts.plural(Key::sight_hidden, hidden);
  }
  const auto label = [&words](const std::optional<ledger::CommandLabel>& command, Key phrase) {
    const auto key = command ? text::key_from_name(command->key) : std::nullopt;
    return key ? words.texts.tr(phrase, words.texts.tr(*key, command->detail)) : std::string();
  };
  page.undo_label = label(open_->ledger->undo_label(), Key::action_undo_what);
  page.redo_label = label(open_->ledger->redo_label(), Key::action_redo_what);
  return page;
}

ui::Answer Session::Impl::draw(const views::Words& words) {
  ui::PageFacts page = page_facts(words);
  if (!open_ || state_.screen == views::Screen::start) {
    const bool preparing = open_ && open_->demo;
    const base::Progress progress = preparing ? open_->demo->progress() : base::Progress{};
    return ui::draw_start(ui_, page, preparing ? &progress : nullptr);
  }
  ui::Answer answer = ui::draw_navigation(ui_, page);
  const auto first = [&answer](ui::Answer other) {
    if (!answer) {
      answer = std::move(other);
    }
  };
  if (!open_->started || (!open_->cube.loaded() && shows_figures(state_.screen))) {
    const cube::Cube& cube = open_->cube;
    first(ui::draw_loading(ui_, page, {cube.lines_read(), cube.lines_to_read(), {}}));
    return answer;
  }
  OpenLedger& now = *open_;
  switch (state_.screen) {
    case views::Screen::overview: {
      const views::CompareView& compare = now.comparison.update(state_.compare, words);
      page.quality = quality_beside_total(words);
      first(ui::draw_overview(ui_, page,
                              views::build_overview(now.comparison, sync_facts(), storage_, words),
                              compare));
      break;
    }
    case views::Screen::compare: {
      const views::CompareView& compare = now.comparison.update(state_.compare, words);
      page.quality = quality_beside_total(words);
      first(ui::draw_compare(ui_, page, now.comparison, compare));
      break;
    }
    case views::Screen::lines: {
      now.comparison.update(state_.compare, words);
      now.lines_list.update(state_.lines, words);
      std::optional<views::LinePanel> panel;
      if (state_.lines.shown && !now.cube.hides(*state_.lines.shown)) {
        if (auto built =
                views::build_line_panel(*now.ledger, now.cube, *state_.lines.shown, words)) {
          panel = std::move(*built);
          ask_for_previews(*panel);
        }
      }
      first(ui::draw_lines(ui_, page, now.lines_list, panel ? &*panel : nullptr));
      break;
    }
    case views::Screen::entry:
      first(ui::draw_entry(ui_, page, views::build_line_form(*now.ledger, state_.form, words)));
      break;
    case views::Screen::import:
      first(ui::draw_import(ui_, page, views::build_import(now.import.facts(), words)));
      break;
    case views::Screen::sync:
      first(ui::draw_sync(ui_, page,
                          views::build_sync(*now.ledger, now.cube, sync_facts(), storage_, words)));
      break;
    case views::Screen::settings: {
      const bool holds = now.verified && now.verified_revision == now.ledger->revision();
      const ledger::VerifyReport* report = holds ? &*now.verified : nullptr;
      const base::Progress progress = now.verify ? now.verify->progress() : base::Progress{};
      first(ui::draw_settings(ui_, page,
                              views::build_settings(*now.ledger, deps_.build, report, words),
                              now.verify ? &progress : nullptr));
      break;
    }
    case views::Screen::start:
      break;
  }
  return answer;
}

void Session::Impl::frame(ui::FrameInput input) {
  dirty_ = false;
  if (input.pixel_ratio != pixel_ratio_) {
    pixel_ratio_ = input.pixel_ratio;
    previews_.clear();  // they are made for its pixels
  }
  if (state_.theme != views::ThemeChoice::system) {
    input.theme = state_.theme == views::ThemeChoice::dark ? ui::Theme::dark : ui::Theme::light;
  }
  const views::Words now = words();
  ui_.begin_frame(input);
  const ui::Answer answer = draw(now);
  const bool undo = ui_.shortcut('z', {false, true, false});
  const bool redo =
      ui_.shortcut('y', {false, true, false}) || ui_.shortcut('z', {true, true, false});
  ui_.end_frame();
  if (open_ && open_->started) {
    state_may_have_changed();
  }
  if (answer) {
    act(*answer);
    dirty_ = true;
  }
  if (undo || redo) {
    act(undo ? views::Action(views::UndoLast{}) : views::Action(views::RedoLast{}));
    dirty_ = true;
  }
  if (open_ && open_->started && !answer) {
    go_to_asked();
    tell_address();
  }
}

std::string Session::Impl::quality_beside_total(const views::Words& words) {
  OpenLedger& now = *open_;
  const auto period = views::examined_period(now.comparison.view());
  if (!period) {
    now.examined.reset();
    return {};
  }
  const std::int64_t revision = now.ledger->revision();
  if (!now.examined || now.examined->period != *period || now.examined->revision != revision) {
    control::QualityQuestion question;
    question.period = *period;
    question.lists_flaws = false;
    now.examined = OpenLedger::Examined{
        *period, revision, std::make_unique<control::QualityJob>(*now.ledger, question), {}, {}};
  }
  if (!now.examined->job && !now.examined->quality) {
    return {};  // the file could not be read: that is said where it matters
  }
  return views::quality_line(now.examined->quality ? &*now.examined->quality : nullptr,
                             now.examined->between_units, *period, words);
}

bool Session::Impl::examine_quality(std::int64_t budget_ms) {
  if (!open_->examined || !open_->examined->job) {
    return false;
  }
  OpenLedger::Examined& examined = *open_->examined;
  const base::Job::State state = examined.job->step(deps_.clock, budget_ms);
  if (state == base::Job::State::running) {
    return true;
  }
  if (state == base::Job::State::done) {
    examined.quality = examined.job->result();
    examined.between_units = examined.job->between_units();
  }
  examined.job.reset();
  dirty_ = true;
  return true;
}

void Session::Impl::load_lines(std::int64_t budget_ms) {
  base::Budget budget(deps_.clock, budget_ms);
  do {
    if (const auto more = open_->cube.load_some(kLoadedAtOnce); !more) {
      open_fault_ = more.error();
      open_.reset();
      return;
    }
  } while (!open_->cube.loaded() && !budget.spent());
  if (open_->cube.loaded() && !std::exchange(open_->started, true)) {
    ui_.go_to(state_.place);
  }
}

bool Session::Impl::will_soon_have_figures() const {
  constexpr std::int64_t kFewLines = 65'536;
  return open_ && open_->started && !open_->cube.loaded() && shows_figures(state_.screen) &&
         open_->cube.lines_to_read() - open_->cube.lines_read() <= kFewLines;
}

std::int64_t Session::Impl::work(std::int64_t budget_ms) {
  if (!open_) {
    return -1;
  }
  OpenLedger& now = *open_;
  if (!now.cube.loaded()) {
    load_lines(budget_ms);
    dirty_ = true;
    return 0;
  }
  if (now.demo) {
    work_on_demo(budget_ms);
    dirty_ = true;
    return 0;
  }
  if (now.stepping_back) {
    step_back(budget_ms);
    dirty_ = true;
    return 0;
  }
  if (now.import.working()) {
    const bool writing = now.import.writing();
    now.import.step(deps_.clock, budget_ms);
    if (writing && !now.import.writing()) {
      after_commit();
    }
    dirty_ = true;
    return 0;
  }
  if (now.verify) {
    if (now.verify->step(deps_.clock, budget_ms) == base::Job::State::done) {
      now.verified = now.verify->report();
      now.verified_revision = now.ledger->revision();
      now.verify.reset();
    }
    dirty_ = true;
    return 0;
  }
  if (now.ledger->wants_tidying()) {
    // A fault loses nothing, and shows again where it matters: at the next commit.
    static_cast<void>(now.ledger->tidy());
    return 0;
  }
  std::int64_t wait = now.sync.tick();
  if (now.sync.revision() != seen_sync_ || now.ledger->revision() != seen_revision_) {
    seen_sync_ = now.sync.revision();
    seen_revision_ = now.ledger->revision();
    dirty_ = true;
    follow_wanted_file();
  }
  if (examine_quality(budget_ms)) {
    return 0;
  }
  wait = wait < 0 ? -1 : std::min(wait, kStateLineAgesMs);
  if (const auto keep_ms = keep_state_in_time()) {
    wait = wait < 0 ? *keep_ms : std::min(wait, *keep_ms);
  }
  return wait;
}

}  // namespace saimnieks::app
