// The inside of Session: what is open, what runs, what the person sees. session.cpp draws and
// works, session_actions.cpp is the reducer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/control/quality.h"
#include "core/cube/cube.h"
#include "core/exchange/demo.h"
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

// An undo or redo under way, and what is said when it is done.
struct SteppingBack {
  std::unique_ptr<ledger::UndoJob> job;
  text::Key done{};
  std::string what;
};

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
  void lines_between(model::LineId first, model::LineId last) override {
    cube.lines_between(first, last);
  }
  void end() override { cube.end(); }

  std::unique_ptr<ledger::Ledger> ledger;
  cube::Cube cube;
  bool started = false;  // the cube has once read every line
  views::Comparison comparison;
  views::LinesList lines_list;
  ImportFlow import;
  sync::client::SyncClient sync;
  std::unique_ptr<exchange::DemoJob> demo;
  std::optional<SteppingBack> stepping_back;
  // Of the actual lines of the year that the comparison shows: examined while nobody waits.
  struct Examined {
    base::Period period;
    std::int64_t revision = 0;  // of the ledger
    std::unique_ptr<control::QualityJob> job;
    std::optional<control::Quality> quality;  // once the job is done
    base::Money between_units;                // likewise
  };
  std::optional<Examined> examined;
  std::unique_ptr<ledger::VerifyJob> verify;
  std::optional<ledger::VerifyReport> verified;
  std::int64_t verified_revision = 0;  // what it speaks of; nothing that came later
};

class Session::Impl {
 public:
  explicit Impl(SessionDeps deps);

  bool input(ui::InputEvent event);
  void host(HostEvent event);
  [[nodiscard]] bool imports_next_file() const {
    return !awaiting_mapping_ && !awaiting_attachment_;
  }
  [[nodiscard]] bool needs_frame() const {
    return (dirty_ || ui_.wants_frame()) && !will_soon_have_figures();
  }
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
  // False: it has been said why not.
  bool execute(const ledger::Command& command, text::Key done, std::vector<std::string> args);
  void say(views::Message::Tone tone, text::Key key, std::vector<std::string> args = {});
  void say_fault(const base::Error& error, text::Key key);
  void after_commit();
  void load_lines(std::int64_t budget_ms);
  // Few lines are still to be read: what is on the screen stays until they are.
  [[nodiscard]] bool will_soon_have_figures() const;
  [[nodiscard]] std::string quality_beside_total(const views::Words& words);
  // True: there is more to do.
  bool examine_quality(std::int64_t budget_ms);
  void work_on_demo(std::int64_t budget_ms);
  void step_back(std::int64_t budget_ms);

  // ---- files of lines (session_files.cpp)
  void pick_attachment(model::LineId line);
  void take_attachment(base::ByteSource& file);
  void open_attachment(const base::Uuid& row);
  void follow_wanted_file();  // gives it to the person once it is here
  void ask_for_previews(const views::LinePanel& panel);
  void take_preview(PictureShrunk&& shrunk);

  // ---- where the person is (session_place.cpp)
  void restore_state(bool fresh);
  void state_may_have_changed();  // a frame was drawn
  void keep_state();              // to disk, when it has
  // Does so when it is time; else answers in how many ms it will be.
  std::optional<std::int64_t> keep_state_in_time();
  void ask_for(const std::string& address);
  void go_to_asked();
  void tell_address();

  SessionDeps deps_;
  ui::Ui ui_;
  std::unique_ptr<OpenLedger> open_;
  std::optional<base::Error> open_fault_;
  views::UiState state_;
  views::StorageFacts storage_;
  std::vector<AppRequest> requests_;
  bool online_ = true;
  bool update_ready_ = false;
  bool awaiting_mapping_ = false;                     // the next file given is a mapping
  std::optional<model::LineId> awaiting_attachment_;  // the next file given belongs to this line
  std::optional<model::Attachment> wanted_file_;      // asked of the endpoint
  ui::Previews previews_;  // of files that were shown; empty ones are asked for
  std::uint64_t next_preview_ = 1;
  float pixel_ratio_ = 1;
  bool dirty_ = true;
  std::optional<views::Screen> asked_;   // by the address; gone to once what was typed is taken
  std::string address_;                  // as it was told last
  std::string kept_;                     // what stands on disk of state_
  std::optional<std::int64_t> keep_us_;  // a frame was drawn since: when to look what it changed
  std::int64_t looked_us_ = 0;           // for that, the last time
  std::int64_t seen_sync_ = -1;
  std::int64_t seen_revision_ = -1;
};

}  // namespace saimnieks::app
