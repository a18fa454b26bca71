// What the comparison compares, breaks down, sorts and looks for: tools of the page where there is
// room for them, one line that opens a dialog where there is not.
#pragma once

#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

// A wide window: beside the title, and above the rows.
[[nodiscard]] Answer draw_compare_tools(Ui& ui, const PageFacts& page,
                                        const views::CompareView& view);
[[nodiscard]] Answer draw_compare_find(Ui& ui, const PageFacts& page);

// A narrow one: what is chosen, in a line; the dialog is drawn after the page, while it is open.
[[nodiscard]] Answer draw_compare_choice_line(Ui& ui, const PageFacts& page,
                                              const views::CompareView& view);
[[nodiscard]] Answer draw_compare_choices(Ui& ui, const PageFacts& page,
                                          const views::CompareView& view);

}  // namespace saimnieks::ui
