#include "wasm/ui/semantics.h"

#include <array>

namespace saimnieks::ui {

std::string_view role_name(Role role) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(Role::count_)> kNames{
      "group",        "main",      "navigation", "complementary", "banner",   "form",
      "heading",      "paragraph", "text",       "button",        "link",     "textbox",
      "searchbox",    "combobox",  "listbox",    "option",        "checkbox", "radiogroup",
      "radio",        "tablist",   "tab",        "toolbar",       "list",     "listitem",
      "table",        "treegrid",  "grid",       "row",           "cell",     "gridcell",
      "columnheader", "rowheader", "dialog",     "alert",         "status",   "progressbar",
      "figure",       "img"};
  return kNames[static_cast<std::size_t>(role)];
}

const SemanticNode* SemanticFrame::find(NodeId id) const {
  for (const SemanticNode& node : nodes) {
    if (node.id == id) {
      return &node;
    }
  }
  return nullptr;
}

}  // namespace saimnieks::ui
