// The inside of Session: what is open, what runs, what the person sees. session.cpp draws and
// works, session_actions.cpp is the reducer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/cube/cube.h"
#include "core/ledger/ledger.h"
#include "core/views/action.h"
#include "core/views/compare.h"
#include "core/views/lines.h"
#include "core/views/sync_view.h"
#include "sync/client/sync_client.h"
#include "wasm/app/import_flow.h"
#include "wasm/app/session.h"
#include "wasm/ui/screens/screens.h"

namespace saimnieks::app {

// One open ledger and all that follows it.
struct OpenLedger final : ledger::DeltaSink {
  OpenLedger(std::unique_ptr<ledger::Ledger> opened, const SessionDeps& deps)
      : ledger(std::move(opened)),
        cube(*ledger),
        comparison(cube),
        lines_list(*ledger, comparison),
        import(*ledger),
        sync(*ledger, deps.transport, deps.clock, deps.random) {
    ledger->on_change(this);
  }

  void begin(const ledger::CommitInfo& info) override { cube.begin(info); }
  void lines(std::span<const ledger::LineDelta> deltas) override { cube.lines(deltas); }
  void end() override { cube.end(); }

  std::unique_ptr<ledger::Ledger> ledger;
  cube::Cube cube;
  bool loaded = false;  // the cube has read every line
  views::Comparison comparison;
  views::LinesList lines_list;
  ImportFlow import;
  sync::client::SyncClient sync;
  std::unique_ptr<ledger::VerifyJob> verify;
  std::optional<ledger::VerifyReport> verified;
};

class Session::Impl {
 public:
  explicit Impl(SessionDeps deps);

  bool input(ui::InputEvent event);
  void host(HostEvent event);
  [[nodiscard]] bool needs_frame() const { return dirty_ || ui_.wants_frame(); }
  void frame(ui::FrameInput input);
  [[nodiscard]] ui::Ui& ui() { return ui_; }
  [[nodiscard]] std::vector<AppRequest> take_requests() { return std::exchange(requests_, {}); }
  std::int64_t work(std::int64_t budget_ms);

 private:
  friend struct Reducer;

  void open();
  void set_language(text::Language language);
  [[nodiscard]] views::Words words() const;
  [[nodiscard]] ui::PageFacts page_facts(const views::Words& words) const;
  [[nodiscard]] ui::Answer draw(const views::Words& words);
  [[nodiscard]] views::SyncFacts sync_facts() const;
  [[nodiscard]] bool busy() const;  // a job holds the ledger
  void act(const views::Action& action);
  void execute(const ledger::Command& command, text::Key done, std::vector<std::string> args);
  void say(views::Message::Tone tone, text::Key key, std::vector<std::string> args = {});
  void say_fault(const base::Error& error, text::Key key);
  void after_commit();

  SessionDeps deps_;
  ui::Ui ui_;
  std::unique_ptr<OpenLedger> open_;
  std::optional<base::Error> open_fault_;
  views::UiState state_;
  views::StorageFacts storage_;
  std::vector<AppRequest> requests_;
  bool online_ = true;
  bool update_ready_ = false;
  bool awaiting_mapping_ = false;  // the next file given is a mapping
  bool dirty_ = true;
  std::int64_t seen_sync_ = -1;
  std::int64_t seen_revision_ = -1;
};

}  // namespace saimnieks::app
