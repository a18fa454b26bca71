#include "core/views/sync_view.h"

#include <algorithm>
#include <map>

namespace saimnieks::views {
namespace {

using text::Key;
using Phase = SyncFacts::Phase;

bool is_offline(const SyncFacts& facts) {
  return !facts.online ||
         (facts.phase == Phase::waiting && facts.fault == base::ErrorCode::endpoint_unreachable);
}

// It was connected, and the endpoint knows it no more.
bool is_forgotten(const SyncFacts& facts) {
  return facts.phase == Phase::not_connected && facts.fault == base::ErrorCode::not_enrolled;
}

std::string waiting_for(const SyncFacts& facts, const Words& words) {
  return words.texts.tr(Key::state_waiting_for, duration(facts.pending.since_ms, words));
}

StateLine connected_line(const SyncFacts& facts, const Words& words) {
  const std::int64_t waiting = facts.pending.ops;
  const std::int64_t refused = facts.pending.refused + facts.pending.conflicts;
  StateLine line;
  if (is_offline(facts)) {
    line.caution = true;
    line.state = waiting > 0 ? words.texts.plural(Key::state_offline_waiting, waiting)
                             : std::string(words[Key::state_offline]);
    line.note = waiting > 0 ? waiting_for(facts, words)
                            : words.texts.tr(Key::state_last, age(facts.last_contact_ms, words));
    line.state_short = waiting > 0 ? words.texts.plural(Key::state_short_waiting, waiting)
                                   : std::string(words[Key::state_offline]);
    return line;
  }
  if (facts.phase == Phase::stopped) {
    return {true, std::string(words[Key::state_stopped]), std::string(words[Key::state_see_sync]),
            std::string(words[Key::state_short_stopped])};
  }
  if (facts.phase == Phase::sending || facts.phase == Phase::receiving) {
    const Key doing = facts.phase == Phase::sending ? Key::state_sending : Key::state_receiving;
    line.state = words[doing];
    line.state_short = words[doing];
    line.note = waiting > 0 ? words.texts.plural(Key::state_left, waiting) : std::string();
    return line;
  }
  if (refused > 0) {
    return {true, words.texts.plural(Key::state_refused, refused),
            std::string(words[Key::state_see_sync]),
            words.texts.plural(Key::state_short_refused, refused)};
  }
  if (waiting > 0) {
    return {true, words.texts.plural(Key::state_waiting, waiting), waiting_for(facts, words),
            words.texts.plural(Key::state_short_waiting, waiting)};
  }
  line.state = words[Key::state_all_sent];
  line.note = words.texts.tr(Key::state_last, age(facts.last_contact_ms, words));
  line.state_short = words[Key::state_short_all_sent];
  return line;
}

}  // namespace

StateLine state_line(const SyncFacts& facts, const Words& words) {
  if (is_forgotten(facts)) {
    return {true, std::string(words[Key::state_stopped]), std::string(words[Key::state_see_sync]),
            std::string(words[Key::state_short_stopped])};
  }
  if (facts.phase == Phase::not_connected || facts.phase == Phase::connecting) {
    return {false, std::string(words[Key::state_local]), std::string(words[Key::state_local_note]),
            std::string(words[Key::state_short_local])};
  }
  return connected_line(facts, words);
}

namespace {

// The line's fields as they count now, by replaying its history.
std::map<std::string, model::Value> fields_now(const ledger::Ledger& ledger,
                                               const base::Uuid& row) {
  std::map<std::string, model::Value> fields;
  const auto history = ledger.history(model::Table::line, row);
  if (!history) {
    return fields;
  }
  for (const ledger::HistoryEntry& entry : *history) {
    if (!oplog::takes_effect(entry.verdict.kind) &&
        entry.verdict.kind != oplog::VerdictKind::pending) {
      continue;
    }
    for (const auto& field : entry.fields) {
      fields[field.name] = field.after;
    }
  }
  return fields;
}

Key tag_of(oplog::VerdictKind kind) {
  switch (kind) {
    case oplog::VerdictKind::conflict:
      return Key::tray_conflict;
    case oplog::VerdictKind::held:
      return Key::tray_held;
    default:
      return Key::tray_rejected;
  }
}

std::string reason_of(const oplog::Verdict& verdict, const Words& words) {
  switch (verdict.kind) {
    case oplog::VerdictKind::conflict:
      return std::string(words[Key::tray_conflict_reason]);
    case oplog::VerdictKind::held:
      return std::string(words[Key::tray_held_reason]);
    default:
      return std::string(words.texts.error(verdict.code));
  }
}

RefusedChange refused_change(const ledger::Ledger& ledger, const cube::Cube& cube,
                             const ledger::TrayItem& item, const Words& words) {
  RefusedChange out;
  out.op = item.id;
  out.tag = words[tag_of(item.verdict.kind)];
  out.reason = reason_of(item.verdict, words);
  const bool line = item.op.table == model::table_info(model::Table::line).name;
  if (!line) {
    out.title = words.texts.tr(Key::tray_other, item.op.table);
    return out;
  }
  const auto now = fields_now(ledger, item.op.rows[item.row]);
  for (const char* name : {"service", "code", "period"}) {
    const auto field = now.find(name);
    if (field != now.end()) {
      out.title +=
          (out.title.empty() ? "" : " · ") + field_value(ledger, cube, name, field->second, words);
    }
  }
  if (out.title.empty()) {
    out.title = words[Key::tray_new_line];
  }
  for (const oplog::Column& column : item.op.set) {
    const auto current = now.find(column.field);
    const model::Value none;
    out.values +=
        (out.values.empty() ? "" : "; ") +
        words.texts.tr(Key::tray_values, field_label(column.field, words),
                       field_value(ledger, cube, column.field, column.new_at(item.row), words),
                       field_value(ledger, cube, column.field,
                                   current == now.end() ? none : current->second, words));
  }
  const bool amount_or_note =
      std::all_of(item.op.set.begin(), item.op.set.end(), [](const oplog::Column& column) {
        return column.field == "amount_cents" || column.field == "note";
      });
  out.can_repeat = item.verdict.kind == oplog::VerdictKind::conflict && !item.op.inserts() &&
                   !item.op.block && amount_or_note;
  return out;
}

void write_state(const SyncFacts& facts, const Words& words, SyncView& view) {
  const std::int64_t waiting = facts.pending.ops;
  if (is_forgotten(facts)) {
    view.caution = true;
    view.title = words[Key::sync_title_stopped];
    view.text = words.texts.error(*facts.fault);
    return;
  }
  if (!view.connected) {
    view.title = words[view.connecting ? Key::sync_title_connecting : Key::sync_title_local];
    view.text = words[Key::sync_text_local];
    return;
  }
  if (is_offline(facts)) {
    view.caution = true;
    view.title = waiting > 0 ? words.texts.plural(Key::sync_title_offline_waiting, waiting)
                             : std::string(words[Key::sync_title_offline]);
    view.text = words[Key::sync_text_offline];
  } else if (facts.phase == Phase::stopped) {
    view.caution = true;
    view.title = words[Key::sync_title_stopped];
    view.text = facts.fault ? words.texts.error(*facts.fault) : std::string_view();
  } else if (waiting > 0) {
    view.caution = facts.phase == Phase::waiting;
    view.title = words.texts.plural(Key::sync_title_waiting, waiting);
    view.text = facts.fault ? words.texts.error(*facts.fault) : words[Key::sync_text_waiting];
  } else {
    view.title = words[Key::sync_title_all_sent];
    view.text = words[Key::sync_text_all_sent];
  }
}

void write_facts(const SyncFacts& facts, const Words& words, SyncView& view) {
  const auto fact = [&](Key label, std::string value) {
    if (!value.empty()) {
      view.facts.push_back({std::string(words[label]), std::move(value)});
    }
  };
  fact(Key::sync_fact_endpoint, facts.endpoint);
  fact(Key::sync_fact_device, facts.device_name);
  fact(Key::sync_fact_last,
       facts.last_contact_ms == 0
           ? std::string(words[Key::sync_never])
           : words.texts.tr(Key::sync_moment_and_age, moment(facts.last_contact_ms, words),
                            age(facts.last_contact_ms, words)));
  fact(Key::sync_fact_waiting, words.texts.plural(Key::changes_count, facts.pending.ops));
  if (facts.pending.ops > 0 && facts.pending.since_ms > 0) {
    fact(Key::sync_fact_since,
         words.texts.tr(Key::sync_moment_and_age, moment(facts.pending.since_ms, words),
                        age(facts.pending.since_ms, words)));
  }
}

void write_storage(const StorageFacts& storage, const Words& words, SyncView& view) {
  if (!storage.known) {
    view.storage_title = words[Key::storage_unknown];
    return;
  }
  view.storage_title =
      words[storage.persisted ? Key::storage_persisted : Key::storage_not_persisted];
  view.can_ask_to_keep = !storage.persisted;
  if (storage.quota > 0) {
    view.storage_text =
        words.texts.tr(Key::storage_used, bytes(storage.used, words), bytes(storage.quota, words));
  }
  if (!storage.persisted) {
    view.storage_text = std::string(words[view.connected ? Key::storage_not_persisted_sent
                                                         : Key::storage_not_persisted_text]) +
                        (view.storage_text.empty() ? "" : " ") + view.storage_text;
  }
}

}  // namespace

SyncView build_sync(const ledger::Ledger& ledger, const cube::Cube& cube, const SyncFacts& facts,
                    const StorageFacts& storage, const Words& words) {
  SyncView view;
  view.connected = facts.phase != Phase::not_connected && facts.phase != Phase::connecting;
  view.connecting = facts.phase == Phase::connecting;
  if (!view.connected && facts.fault && !is_forgotten(facts)) {
    view.fault = words.texts.error(*facts.fault);
  }
  write_state(facts, words, view);
  if (view.connected) {
    write_facts(facts, words, view);
  }
  if (const auto tray = ledger.tray()) {
    for (const ledger::TrayItem& item : *tray) {
      view.refused.push_back(refused_change(ledger, cube, item, words));
    }
  }
  view.can_sync = view.connected && facts.phase != Phase::sending &&
                  facts.phase != Phase::receiving && facts.online;
  view.can_fork = facts.phase == Phase::stopped && facts.is_copy;
  view.can_export = !ledger.empty();
  write_storage(storage, words, view);
  return view;
}

}  // namespace saimnieks::views
