// The state's reference lists in Latvian and English, the same in every ledger and changed by no
// user. All is constant data, made and checked at build from assets/catalogue (docs/catalogue.md):
// nothing is read, copied or can fail at run time, and what is handed out lives as long as the
// program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace saimnieks::catalogue {

enum class Kind : std::uint8_t {
  level,
  scale,
  phase_group,
  phase,
  state_register,
  role,
  responsibility,
  role_row,
  duty,
  task_group,
  task,
  task_box,
  practice,
  relation,
  condition_group,
  condition,
  condition_item,
  resource_kind,
  legend,
  process,
  competence,
  information,
  application,
  technology,
  channel,
  guidance,
  economic_code,
  function,
  funding_source,
  allocation_driver,
  cost_nature,
  decision_rule,
};

// How sure the catalogue is of what a note speaks of.
enum class Mark : std::uint8_t {
  inferred,         // from the source, which does not say it itself
  not_in_source,    // and so left empty
  to_be_confirmed,  // against the official text
  proposal,         // the project's own, never the state's
  translated,       // the Latvian title, since the source's is English
  withdrawn,        // by the state: stays for the lines that bear it
};

// What an institution may add beside the entries of a kind. It never changes them.
enum class Extension : std::uint8_t {
  closed,  // nothing
  digits,  // longer codes below the state's (22441 under 2244)
  open,    // entries of its own
};

// Why an entry, or one field of it, is not plainly what the source says.
struct Note {
  std::string_view code;
  Mark mark;
  std::string_view field;  // "title", "scale", "legend", …; "entry" for the whole
  std::string_view text_lv;
  std::string_view text_en;
};

struct Entry {
  Kind kind;
  std::string_view code;  // unique among its kind, the same in every later version
  std::string_view title_lv;
  std::string_view title_en;
  std::string_view detail_lv;  // what stands beside the title: a gloss, a short name, an
  std::string_view detail_en;  // explanation; often empty
  const Entry* parent;         // null at the top
  std::span<const Entry* const> children;  // of whatever kind, in the order of the source
  std::span<const Entry* const> levels;    // its own or its parents'; empty where none are named
  std::span<const Note* const> notes;

  // Whether a note puts the mark on that field.
  [[nodiscard]] bool marked(Mark mark, std::string_view field = "entry") const;
};

enum class Holder : std::uint8_t {
  one,        // exactly one person at a time
  several,    // one or several persons
  described,  // whoever the text describes
};

// One of the twelve rows: its level is entry->levels, its three duties entry->children: funding,
// actual costs, conformity.
struct RoleRow {
  const Entry* entry;
  const Entry* scale;
  const Entry* role;
  const Entry* responsibility;  // "A" or "L"
  Holder holder;
  std::string_view scope_lv;
  std::string_view scope_en;
  std::string_view holder_lv;
  std::string_view holder_en;
};

// A place of a task in the source's diagram; entry->parent is the task. Null: not in the source.
struct Box {
  const Entry* entry;
  const Entry* scale;
  const Entry* phase;
};

enum class RelationType : std::uint8_t {
  related,  // `from` has to do with `to`
  arises,   // `from` may be called for by `to`
  help,     // the help of `from` names `to`
};
struct Relation {
  const Entry* entry;
  RelationType type;
  const Entry* from;
  const Entry* to;  // null: every other task
};

// What was mended in the extracted text of the source, and how often it stands there.
struct Fault {
  std::string_view found;
  std::string_view mended;
  int times;
  std::string_view text_lv;
  std::string_view text_en;
};

struct KindInfo {
  Kind kind;
  std::string_view name;  // "role_row": in files and on the command line
  std::string_view title_lv;
  std::string_view title_en;
  Extension extension;
  std::span<const Entry> entries;                // in the order of the source
  std::span<const Entry* const> sorted_by_code;  // by bytes
};

struct MarkInfo {
  Mark mark;
  std::string_view title_lv;
  std::string_view title_en;
};

// One published version, complete in itself.
struct Catalogue {
  std::string_view id;  // "2026-1"; what a line keeps to say what it was written under
  std::string_view date;
  std::string_view source_lv;
  std::string_view source_en;
  std::span<const KindInfo> kinds;  // in order of Kind
  std::span<const RoleRow> role_rows;
  std::span<const Box> boxes;
  std::span<const Relation> relations;
  std::span<const MarkInfo> marks;  // in order of Mark
  std::span<const Fault> faults;

  [[nodiscard]] const KindInfo& info(Kind kind) const {
    return kinds[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] std::span<const Entry> entries(Kind kind) const { return info(kind).entries; }
  // Null when there is none; takes the logarithm of the kind's entries.
  [[nodiscard]] const Entry* find(Kind kind, std::string_view code) const;
};

// Oldest first; never empty.
[[nodiscard]] std::span<const Catalogue> versions();
// The newest one, which new lines are written under.
[[nodiscard]] const Catalogue& current();
// Null for a version that this program does not know.
[[nodiscard]] const Catalogue* find_version(std::string_view id);

[[nodiscard]] std::optional<Kind> kind_from_name(std::string_view name);
// As they stand in the files: "digits", "not_in_source", "one", "help".
[[nodiscard]] std::string_view name(Extension extension);
[[nodiscard]] std::string_view name(Mark mark);
[[nodiscard]] std::string_view name(Holder holder);
[[nodiscard]] std::string_view name(RelationType type);

// Of the current version: the upper levels of the economic classification, in order of code
// ("1000", "1100", …), and the upper level of the functional one ("01.000", …).
[[nodiscard]] std::span<const Entry> economic_codes();
[[nodiscard]] std::span<const Entry> functions();
// Null when the catalogue has no such economic code.
[[nodiscard]] const Entry* find_economic_code(std::string_view code);

// What counts in an economic code: its digits without trailing zeros ("2200" → "22"). A code stands
// above another when this is a proper beginning of the other's; institutions may add digits (22441
// under 2244). Only codes of the scheme EKK nest in this way.
[[nodiscard]] constexpr std::string_view significant_digits(std::string_view code) {
  while (code.size() > 1 && code.back() == '0') {
    code.remove_suffix(1);
  }
  return code;
}
[[nodiscard]] constexpr bool stands_above(std::string_view upper, std::string_view lower) {
  const std::string_view begin = significant_digits(upper);
  const std::string_view whole = significant_digits(lower);
  return begin.size() < whole.size() && whole.substr(0, begin.size()) == begin;
}

}  // namespace saimnieks::catalogue
