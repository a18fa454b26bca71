// What several screens draw alike beside the common frame: figures, facts, an empty ledger.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wasm/ui/screens/common.h"

namespace saimnieks::ui {

// Gathers what a screen answers: the first action of a frame counts.
class Collected {
 public:
  void add(Answer answer) {
    if (answer && !answer_) {
      answer_ = std::move(answer);
    }
  }
  // For what draws into an Answer of its own.
  template <class Draw>
  void from(const Draw& draw) {
    Answer answer;
    draw(answer);
    add(std::move(answer));
  }
  [[nodiscard]] Answer take() { return std::move(answer_); }

 private:
  Answer answer_;
};

// In a card of its own: the sentence for a ledger without lines, and the way to fill it.
[[nodiscard]] Answer draw_no_lines(Ui& ui, const PageFacts& page);

// The strip of the comparison's totals; the two sides open their lines.
[[nodiscard]] Answer draw_compare_figures(Ui& ui, const PageFacts& page,
                                          const views::CompareView& view);

void draw_facts(Ui& ui, ItemKey key, std::string_view name,
                const std::vector<views::LineFact>& facts);

[[nodiscard]] Tone tone_of(views::Meaning meaning);
// "nelabvēlīga", for those who do not see the colour.
[[nodiscard]] std::string_view meaning_word(views::Meaning meaning, const views::Words& words);

}  // namespace saimnieks::ui
