#include "core/exchange/words.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "exchange/header_words.h"

namespace saimnieks::exchange {
namespace {

using Words = std::vector<std::string>;

struct Lists {
  std::array<Words, kRoleCount> columns;
  Words name;
  Words plan;
  Words actual;
  Words total;
  Words period_fillers;
  Words reason;
  std::vector<Words> months;
  std::map<std::string, Words, std::less<>> further;
  std::map<std::string, Words, std::less<>> registers;
  // By key and choice.
  std::map<std::string, std::map<std::string, Words>, std::less<>> choices;
};

// The asset is embedded and checked by a test, so a fault in it is a bug of the build.
const Lists& lists() {
  static const Lists loaded = [] {
    const nlohmann::json data = nlohmann::json::parse(embedded::kFiles[0].content);
    Lists out;
    constexpr std::array<const char*, kRoleCount> kRoles{"period", "unit",    "service", "code",
                                                         "amount", "version", "scheme",  "note"};
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
      out.columns[i] = data.at("columns").at(kRoles[i]).get<Words>();
    }
    out.name = data.at("name").get<Words>();
    out.plan = data.at("plan").get<Words>();
    out.actual = data.at("actual").get<Words>();
    out.total = data.at("total").get<Words>();
    out.period_fillers = data.at("period_fillers").get<Words>();
    out.reason = data.at("reason").get<Words>();
    out.months = data.at("months").get<std::vector<Words>>();
    for (const auto& [key, words] : data.at("further").items()) {
      out.further[key] = words.get<Words>();
    }
    for (const auto& [field, words] : data.at("registers").items()) {
      out.registers[field] = words.get<Words>();
    }
    for (const auto& [key, choices] : data.at("choices").items()) {
      for (const auto& [choice, words] : choices.items()) {
        out.choices[key][choice] = words.get<Words>();
      }
    }
    return out;
  }();
  return loaded;
}

// U+0100–U+017F in pairs and runs, reduced to their letters.
char latin_letter(char32_t c) {
  static constexpr std::string_view kExtended =
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjjjkkkllllllllllnnnnnnnnnooooooooorrrrrr"
      "ssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  static constexpr std::string_view kLatin1 =
      "aaaaaaaceeeeiiiidnooooo ouuuuyts"
      "aaaaaaaceeeeiiiidnooooo ouuuuyty";
  if (c >= 0xC0 && c <= 0xFF) {
    return kLatin1[c - 0xC0];
  }
  if (c >= 0x100 && c < 0x100 + kExtended.size()) {
    return kExtended[c - 0x100];
  }
  return 0;
}

// Short words must stand alone ("eur" is not the beginning of "europa"); longer ones may bend.
bool word_matches(std::string_view word, const std::string& wanted) {
  return wanted.size() <= 4 ? word == wanted : word.substr(0, wanted.size()) == wanted;
}

// Of a folded text, which must outlive them.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    if (c >= 'A' && c <= 'Z') {
      out.push_back(static_cast<char>(c + 32));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out.push_back(static_cast<char>(c));
    } else if (const char letter = latin_letter(c); letter != 0 && letter != ' ') {
      out.push_back(letter);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

bool has_word(std::string_view raw, const std::vector<std::string>& words) {
  const std::string text = folded(raw);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && text[at - 1] != ' ') {
      continue;
    }
    const std::string_view rest = std::string_view(text).substr(at);
    const std::string_view word = rest.substr(0, rest.find(' '));
    for (const std::string& wanted : words) {
      const bool phrase = wanted.find(' ') != std::string::npos;
      if (phrase ? rest.substr(0, wanted.size()) == wanted : word_matches(word, wanted)) {
        return true;
      }
    }
  }
  return false;
}

bool header_suggests(std::string_view header, Role role) {
  return has_word(header, lists().columns[static_cast<std::size_t>(role)]);
}
bool header_suggests_name(std::string_view header) { return has_word(header, lists().name); }

namespace {

bool begins(std::string_view folded_text, std::string_view word) {
  return folded_text.substr(0, word.size()) == word &&
         (word.size() > 4 || folded_text.size() == word.size() || folded_text[word.size()] == ' ');
}

// The key whose words the header begins with; of several, the longest say.
std::optional<std::string> begun_by(std::string_view header,
                                    const std::map<std::string, Words, std::less<>>& keys) {
  const std::string text = folded(header);
  std::optional<std::string> best;
  std::size_t longest = 0;
  for (const auto& [key, words] : keys) {
    for (const std::string& word : words) {
      if (begins(text, word) && word.size() > longest) {
        best = key;
        longest = word.size();
      }
    }
  }
  return best;
}

}  // namespace

bool header_begins(std::string_view header, std::string_view word) {
  return begins(folded(header), word);
}

std::optional<std::string> further_suggested(std::string_view header) {
  return begun_by(header, lists().further);
}
std::optional<std::string> register_field_suggested(std::string_view header) {
  return begun_by(header, lists().registers);
}

std::optional<std::string> choice_said(std::string_view key, std::string_view cell) {
  const auto choices = lists().choices.find(key);
  if (choices == lists().choices.end()) {
    return std::nullopt;
  }
  const std::string text = folded(cell);
  std::optional<std::string> said;
  for (const auto& [choice, words] : choices->second) {
    for (const std::string& word : words) {
      if (text.compare(0, word.size(), word) == 0) {
        said = choice;
      }
    }
  }
  return said;
}

std::optional<model::LineKind> kind_said(std::string_view text) {
  return has_word(text, lists().actual) ? std::optional(model::LineKind::actual)
         : has_word(text, lists().plan) ? std::optional(model::LineKind::plan)
                                        : std::nullopt;
}

std::optional<model::LineKind> kind_from_cell(std::string_view cell) {
  if (const auto exact = model::from_name<model::LineKind>(cell)) {
    return exact;
  }
  const Words& amounts = lists().columns[static_cast<std::size_t>(Role::amount)];
  bool plan = false;
  bool actual = false;
  const std::string whole = folded(cell);
  for (const std::string_view word : words_of(whole)) {
    const bool is_plan = has_word(word, lists().plan);
    const bool is_actual = has_word(word, lists().actual);
    if (!is_plan && !is_actual && !has_word(word, amounts)) {
      return std::nullopt;
    }
    plan = plan || is_plan;
    actual = actual || is_actual;
  }
  return actual ? std::optional(model::LineKind::actual)
         : plan ? std::optional(model::LineKind::plan)
                : std::nullopt;
}

std::string without_kind(std::string_view text) {
  std::string out;
  const std::string whole = folded(text);
  for (const std::string_view word : words_of(whole)) {
    if (!has_word(word, lists().plan) && !has_word(word, lists().actual)) {
      out += (out.empty() ? "" : " ") + std::string(word);
    }
  }
  return out;
}

bool is_reason_header(std::string_view header) {
  const Words& words = lists().reason;
  return std::find(words.begin(), words.end(), folded(header)) != words.end();
}

bool is_total_word(std::string_view cell) {
  if (!cell.empty() && cell.front() >= '0' && cell.front() <= '9') {
    return false;  // a code, as in most cells that are asked about; no such word has a digit
  }
  const std::string text = folded(cell);
  const std::string_view first = std::string_view(text).substr(0, text.find(' '));
  const Words& words = lists().total;
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text == word || first == word; });
}

std::optional<int> month_from_word(std::string_view word) {
  const std::string text = folded(word);
  const auto& months = lists().months;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const bool exact = std::find(months[i].begin(), months[i].end(), text) != months[i].end();
    // Full names may bend ("janvārī"), and may be cut to a beginning of three letters or more
    // ("janv."); names of three letters stand for themselves only.
    const bool bent = std::any_of(months[i].begin(), months[i].end(), [&](const std::string& name) {
      return name.size() > 3 && text.size() >= 3 &&
             (text.substr(0, name.size()) == name || name.substr(0, text.size()) == text);
    });
    if (exact || bent) {
      return static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

bool is_filler_of_period(std::string_view word) {
  const std::string text = folded(word);
  const Words& words = lists().period_fillers;
  return text.empty() || std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace saimnieks::exchange
