// What every page has in common: undo and redo, what has just happened, an update that waits.
#pragma once

#include "wasm/ui/screens/screens.h"

namespace saimnieks::ui {

// Buttons "undo" and "redo" in the page's tools, each named after what it would do.
void draw_undo(Ui& ui, const PageFacts& page, Answer& answer);
// A job's bar and the way out of it: true when that is taken.
[[nodiscard]] bool draw_job(Ui& ui, const views::Words& words, const base::Progress& progress);
// First in the page's content.
void draw_message(Ui& ui, const PageFacts& page, Answer& answer);

}  // namespace saimnieks::ui
