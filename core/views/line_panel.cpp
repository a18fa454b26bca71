// One line from close by: what it is, and every value it ever had.
#include <algorithm>

#include "core/views/lines.h"

namespace saimnieks::views {
namespace {

using text::Key;

constexpr std::size_t kShortDevice = 8;  // characters of a uuid that tell devices apart

std::string who(const ledger::HistoryEntry& entry, const Words& words) {
  const std::string device =
      entry.own
          ? std::string(words[Key::history_this_device])
          : words.texts.tr(Key::history_device, entry.id.device.text().substr(0, kShortDevice));
  return entry.user.empty() ? device : words.texts.tr(Key::history_who, entry.user, device);
}

std::string verdict(const ledger::HistoryEntry& entry, bool connected, const Words& words) {
  switch (entry.verdict.kind) {
    case oplog::VerdictKind::pending:
      return entry.own && connected ? std::string(words[Key::verdict_pending]) : std::string();
    case oplog::VerdictKind::conflict:
      return std::string(words[Key::verdict_conflict]);
    case oplog::VerdictKind::held:
      return std::string(words[Key::verdict_held]);
    case oplog::VerdictKind::rejected:
      return std::string(words[Key::verdict_rejected]);
    case oplog::VerdictKind::accepted:
    case oplog::VerdictKind::merged:
    case oplog::VerdictKind::duplicate:
      break;
  }
  return {};
}

// The making of a line is one entry; its fields stand above it already.
std::vector<std::string> changes(const ledger::HistoryEntry& entry, const ledger::Ledger& ledger,
                                 const cube::Cube& cube, const Words& words) {
  const bool made = !entry.fields.empty() && !entry.fields.front().before;
  std::vector<std::string> out;
  if (made) {
    const auto amount =
        std::find_if(entry.fields.begin(), entry.fields.end(),
                     [](const auto& field) { return field.name == "amount_cents"; });
    out.push_back(
        amount == entry.fields.end()
            ? std::string(words[Key::history_made])
            : words.texts.tr(Key::history_made_with,
                             field_value(ledger, cube, amount->name, amount->after, words)));
    return out;
  }
  for (const ledger::HistoryEntry::Field& field : entry.fields) {
    const model::Value none;
    out.push_back(words.texts.tr(
        Key::history_change, field_label(field.name, words),
        field_value(ledger, cube, field.name, field.before ? *field.before : none, words),
        field_value(ledger, cube, field.name, field.after, words)));
  }
  return out;
}

std::string reference(const ledger::Ledger& ledger, const cube::Cube& cube, std::string_view field,
                      const std::string& text, const Words& words) {
  const auto uuid = base::Uuid::parse(text);
  if (!uuid) {
    return text;
  }
  if (field == "unit") {
    return member_label(cube, {cube::Axis::unit, model::index(ledger.units().find(*uuid))}, words);
  }
  if (field == "service") {
    return member_label(cube, {cube::Axis::service, model::index(ledger.services().find(*uuid))},
                        words);
  }
  if (field == "code") {
    return member_label(cube, {cube::Axis::code, model::index(ledger.codes().find(*uuid))}, words);
  }
  if (field == "version") {
    return cube.code_of({cube::Axis::version, model::index(ledger.versions().find(*uuid))});
  }
  return text;
}

}  // namespace

std::string field_label(std::string_view field, const Words& words) {
  const auto key = text::key_from_name("field." + std::string(field));
  return std::string(key ? words[*key] : field);
}

std::string field_value(const ledger::Ledger& ledger, const cube::Cube& cube,
                        std::string_view field, const model::Value& value, const Words& words) {
  if (model::is_null(value)) {
    return std::string(words[Key::history_nothing]);
  }
  if (const std::int64_t* number = model::as_int(value)) {
    if (field == "amount_cents") {
      return exact_euro(*number, words);
    }
    if (field == "period") {
      const auto period = base::Period::from_packed(*number);
      return period ? text::format_period(*period, words.language()) : std::to_string(*number);
    }
    if (field == "voided") {
      return std::string(words[*number != 0 ? Key::history_yes : Key::history_no]);
    }
    return std::to_string(*number);
  }
  const std::string& text = *model::as_text(value);
  if (text.empty()) {
    return std::string(words[Key::history_nothing]);
  }
  if (field == "kind") {
    return std::string(
        words[text == model::name(model::LineKind::plan) ? Key::kind_plan : Key::kind_actual]);
  }
  return reference(ledger, cube, field, text, words);
}

namespace {

base::Result<std::vector<PanelFile>> files_of(const ledger::Ledger& ledger, const base::Uuid& line,
                                              const Words& words) {
  std::vector<PanelFile> out;
  std::vector<base::Hash> hashes;
  TRY_DO(ledger.each_fact<model::Attachment>(
      [&](const model::Attachment& file) {
        const auto hash = base::hash_from_hex(file.hash);
        if (!file.voided && hash) {
          const bool picture = file.media_type.rfind("image/", 0) == 0;
          out.push_back(
              {file.uuid, file.name, bytes(file.size, words), picture ? file.hash : std::string()});
          hashes.push_back(*hash);
        }
      },
      ledger::FieldValue{"line", line.text()}));
  for (std::size_t i = 0; i < out.size(); ++i) {
    TRY(const bool here, ledger.has_content(hashes[i]));
    if (!here) {
      out[i].detail += " · " + std::string(words[Key::lines_file_elsewhere]);
      out[i].picture_of.clear();
    }
  }
  return out;
}

}  // namespace

base::Result<LinePanel> build_line_panel(const ledger::Ledger& ledger, const cube::Cube& cube,
                                         model::LineId rid, const Words& words) {
  TRY(const model::Line line, ledger.line(rid));
  TRY(const std::vector<ledger::HistoryEntry> history, ledger.line_history(rid));
  LinePanel panel;
  panel.rid = rid;
  const auto label = [&](cube::Axis axis, auto id) {
    return member_label(cube, {axis, model::index(id)}, words);
  };
  const auto period = base::Period::from_packed(line.row.period);
  panel.title = label(cube::Axis::code, line.row.code);
  panel.amount = exact_euro(line.row.cents, words);
  panel.facts = {
      {std::string(words[Key::axis_unit]), label(cube::Axis::unit, line.row.unit)},
      {std::string(words[Key::axis_service]), label(cube::Axis::service, line.row.service)},
      {std::string(words[Key::axis_period]),
       period ? text::format_period(*period, words.language()) : std::string()},
      {std::string(words[Key::axis_scenario]), scenario_label(cube, line.row, words)},
  };
  panel.note = line.note;
  panel.waits =
      line.pending && has_endpoint(ledger) ? std::string(words[Key::lines_waits]) : std::string();
  TRY(panel.files, files_of(ledger, line.uuid, words));
  for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
    panel.history.push_back({moment(entry->wall_ms, words), who(*entry, words),
                             verdict(*entry, has_endpoint(ledger), words),
                             oplog::refused(entry->verdict.kind),
                             changes(*entry, ledger, cube, words)});
  }
  return panel;
}

}  // namespace saimnieks::views
