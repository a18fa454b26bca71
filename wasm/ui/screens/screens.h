// The screens: each draws its view model once a frame and answers what the person did. No texts, no
// colours and no sizes of their own: words come from Words, looks from the widgets.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/views/action.h"
#include "core/views/compare.h"
#include "core/views/import_view.h"
#include "core/views/labels.h"
#include "core/views/line_form.h"
#include "core/views/lines.h"
#include "core/views/overview.h"
#include "core/views/settings_view.h"
#include "core/views/sync_view.h"
#include "wasm/ui/ui.h"

namespace saimnieks::ui {

using Answer = std::optional<views::Action>;

// A picture of a file, made small.
struct Preview {
  std::uint64_t id = 0;
  int width = 0;  // device px; 0: none could be made
  int height = 0;
  std::vector<std::uint8_t> shades{};
};
using Previews = std::map<std::string, Preview, std::less<>>;  // by the content's hash

// What stands on every page beside its own content.
struct PageFacts {
  const views::UiState* state = nullptr;
  const views::Words* words = nullptr;
  views::StateLine state_line;
  const Previews* previews = nullptr;
  std::string undo_label;  // "Atsaukt: …"; empty: nothing to undo
  std::string redo_label;
  bool update_ready = false;  // a newer build waits
  bool busy = false;          // a job holds the ledger: changes are refused until it ends
  std::string quality;        // of the data behind the comparison's actual total; empty: of none
  std::string hidden;         // that the user's role leaves lines out; empty: it leaves out none
  std::optional<base::Progress> stepping_back{};  // an undo or redo that takes its time
};

// First, on every screen but the start.
[[nodiscard]] Answer draw_navigation(Ui& ui, const PageFacts& page);

// `preparing` is the progress of the demonstration data being made; null when it is not.
[[nodiscard]] Answer draw_start(Ui& ui, const PageFacts& page, const base::Progress* preparing);
// While the lines are being read: nothing is known yet, but the page is there.
[[nodiscard]] Answer draw_loading(Ui& ui, const PageFacts& page, const base::Progress& progress);
[[nodiscard]] Answer draw_overview(Ui& ui, const PageFacts& page, const views::OverviewView& view,
                                   const views::CompareView& compare);
[[nodiscard]] Answer draw_compare(Ui& ui, const PageFacts& page,
                                  const views::Comparison& comparison,
                                  const views::CompareView& view);
// `panel` is the line that is looked at from close by; null when none is.
[[nodiscard]] Answer draw_lines(Ui& ui, const PageFacts& page, views::LinesList& list,
                                const views::LinePanel* panel);
[[nodiscard]] Answer draw_entry(Ui& ui, const PageFacts& page, const views::LineFormView& view);
[[nodiscard]] Answer draw_import(Ui& ui, const PageFacts& page, const views::ImportView& view);
[[nodiscard]] Answer draw_sync(Ui& ui, const PageFacts& page, const views::SyncView& view);
// `verifying` is the progress of a running check; null when none runs.
[[nodiscard]] Answer draw_settings(Ui& ui, const PageFacts& page, const views::SettingsView& view,
                                   const base::Progress* verifying);

}  // namespace saimnieks::ui
