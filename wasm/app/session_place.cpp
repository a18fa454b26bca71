// Where the person is: kept on disk for the next start, and told as the page's address, so that the
// browser's back and forward lead from screen to screen.
#include <utility>

#include "core/views/kept_state.h"
#include "wasm/app/session_impl.h"

namespace saimnieks::app {
namespace {

constexpr const char* kKeptSetting = "ui.state";
// At most this often, so that typing and scrolling write now and then only.
constexpr std::int64_t kKeepsEveryUs = 300'000;

}  // namespace

void Session::Impl::restore_state(bool fresh) {
  state_.screen = views::Screen::compare;
  const auto kept = open_->ledger->setting(kKeptSetting);
  if (kept && *kept) {
    kept_ = **kept;
    views::restore_kept(kept_, *open_->ledger, state_);
  }
  if (fresh) {
    state_.screen = views::Screen::start;
  } else if (state_.screen == views::Screen::start) {
    state_.screen = views::Screen::compare;
  }
}

void Session::Impl::state_may_have_changed() {
  if (!keep_us_) {
    keep_us_ = looked_us_ + kKeepsEveryUs;
  }
}

void Session::Impl::keep_state() {
  if (!open_ || !keep_us_) {
    return;  // no frame was drawn since the last time
  }
  const std::int64_t now_us = deps_.clock.monotonic_us();
  if (busy()) {
    keep_us_ = now_us + kKeepsEveryUs;
    return;
  }
  keep_us_.reset();
  looked_us_ = now_us;
  state_.place = ui_.place();
  std::string now = views::print_kept(state_);
  // A disk that takes nothing more is said when it does not take a change of the data; the place
  // alone is worth no alarm, and is tried again with the next one.
  if (now != kept_ && open_->ledger->set_setting_unflushed(kKeptSetting, now)) {
    kept_ = std::move(now);
  }
}

std::optional<std::int64_t> Session::Impl::keep_state_in_time() {
  if (!keep_us_) {
    return std::nullopt;
  }
  const std::int64_t left_us = *keep_us_ - deps_.clock.monotonic_us();
  if (left_us <= 0) {
    keep_state();
    return std::nullopt;
  }
  return (left_us + 999) / 1000;
}

void Session::Impl::ask_for(const std::string& address) {
  asked_ = views::screen_from_name(address);
  address_ = address;
}

// Leaving a page takes what was typed on it, so that comes first.
void Session::Impl::go_to_asked() {
  const std::optional<views::Screen> asked = std::exchange(asked_, std::nullopt);
  const bool here = state_.screen == views::Screen::start || asked == views::Screen::start;
  if (asked && !here && asked != state_.screen) {
    act(views::GoTo{*asked});
    dirty_ = true;
  }
}

void Session::Impl::tell_address() {
  const std::string now =
      state_.screen == views::Screen::start ? "" : std::string(views::screen_name(state_.screen));
  if (now != address_) {
    address_ = now;
    ui_.request(ui::SetAddress{now});
  }
}

}  // namespace saimnieks::app
