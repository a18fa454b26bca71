// Opening, identity, reading: the ledger's face over its parts.
#include "core/ledger/ledger.h"

#include "core/base/utf8.h"
#include "core/ledger/impl.h"
#include "core/ledger/schema.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail;
using base::Uuid;

const Sql kGetMeta("SELECT value FROM meta WHERE key = ?1");
const Sql kPutMeta(
    "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
const Sql kGetSetting("SELECT value FROM setting WHERE key = ?1");
const Sql kPutSetting(
    "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
const Sql kDropDevices("DELETE FROM device", Sql::Scan::meant);

Result<std::string> value_of(Query& query) {
  TRY(const bool found, query.step());
  return found ? std::string(query.text_at(0)) : std::string();
}

Result<void> check_user(std::string_view user) {
  constexpr std::size_t kMostBytes = 200;
  if (user.size() > kMostBytes) {
    return base::fail_field(ErrorCode::text_too_long, "user");
  }
  return base::is_valid_utf8(user) ? Result<void>()
                                   : base::fail_field(ErrorCode::text_not_utf8, "user");
}

std::int64_t to_int(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  std::int64_t value = 0;
  for (const char c : negative ? text.substr(1) : text) {
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

}  // namespace

Ledger::Impl::Impl(Seams seams_in, base::Storage storage_in, Database database)
    : seams(seams_in),
      storage(std::move(storage_in)),
      db(std::move(database)),
      rows(db, devices),
      blobs(db),
      log(db, devices),
      settler(db, rows, log),
      clock(seams_in.clock),
      uuids(seams_in.clock, seams_in.random) {}

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::create(Seams seams, const base::Storage& storage,
                                               const NewLedger& info) {
  TRY_DO(check_user(info.user));
  TRY(Database db, Database::open(storage, Database::Mode::create));
  TRY(const Content content, content_of(db));
  if (content != Content::nothing) {
    return fail(content == Content::ledger ? ErrorCode::ledger_exists : ErrorCode::not_a_ledger,
                storage.path);
  }
  TRY_DO(db.start_journal());
  auto impl = std::make_unique<Impl>(seams, storage, std::move(db));
  {
    Transaction transaction(impl->db);
    TRY_DO(transaction.begin());
    TRY_DO(migrate(impl->db));
    TRY_DO(impl->fill_new(info));
    TRY_DO(transaction.commit());
  }
  TRY_DO(impl->load());
  return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

Result<std::unique_ptr<Ledger>> Ledger::open(Seams seams, const base::Storage& storage) {
  auto db = Database::open(storage, Database::Mode::existing);
  if (!db && db.error().code == ErrorCode::storage_open_failed) {
    return tl::unexpected(
        base::caused_by(ErrorCode::ledger_missing, storage.path, std::move(db).error()));
  }
  if (!db) {
    return tl::unexpected(std::move(db).error());
  }
  TRY(const Content content, content_of(*db));
  if (content != Content::ledger) {
    return fail(content == Content::nothing ? ErrorCode::ledger_missing : ErrorCode::not_a_ledger,
                storage.path);
  }
  TRY_DO(db->start_journal());
  auto impl = std::make_unique<Impl>(seams, storage, std::move(*db));
  TRY(const std::int64_t schema, impl->db.ask_int("PRAGMA user_version"));
  if (schema != newest_schema()) {
    Transaction transaction(impl->db);
    TRY_DO(transaction.begin());
    TRY_DO(migrate(impl->db));
    TRY_DO(transaction.commit());
  }
  TRY_DO(impl->load());
  return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

Result<void> Ledger::Impl::fill_new(const NewLedger& info) {
  id = info.ledger_id ? *info.ledger_id : uuids.next();
  device = uuids.next();
  user = base::trimmed(info.user);
  TRY_DO(put_meta("ledger", id.text()));
  TRY_DO(put_meta("device", device.text()));
  TRY_DO(put_meta("user", user));
  TRY_DO(put_meta("rows.schema", std::to_string(model::kSchema)));
  TRY_DO(devices.number(db, device, id));
  return rows.add_catalogue();
}

Result<void> Ledger::Impl::load() {
  TRY(const std::string id_text, get_meta("ledger"));
  TRY(const std::string device_text, get_meta("device"));
  TRY(id, Uuid::parse(id_text));
  TRY(device, Uuid::parse(device_text));
  TRY(user, get_meta("user"));
  user = std::string(base::trimmed(user));
  TRY(sync.url, get_meta("sync.url"));
  TRY(sync.secret, get_meta("sync.secret"));
  TRY(sync.name, get_meta("sync.name"));
  TRY(sync.epoch, get_meta("sync.epoch"));
  TRY(sync.cursor, get_meta("sync.cursor"));
  TRY(const std::string reads_only, get_meta("sync.reads_only"));
  sync.reads_only = reads_only == "1";
  TRY(const std::string contact, get_meta("sync.last_contact_ms"));
  TRY(const std::string offset, get_meta("sync.clock_offset_ms"));
  sync.last_contact_ms = to_int(contact);
  sync.clock_offset_ms = to_int(offset);
  TRY_DO(devices.load(db));
  device_number = devices.find(device);
  if (device_number == 0) {
    return fail(ErrorCode::storage_corrupt, "device");
  }
  clock.restore(devices.newest_hlc());
  clock.set_offset_ms(sync.clock_offset_ms);
  TRY_DO(rows.load_dimensions());
  if (!rows.catalogue_complete()) {  // a newer program brings newer codes
    Transaction transaction(db);
    TRY_DO(transaction.begin());
    TRY_DO(rows.add_catalogue());
    TRY_DO(transaction.commit());
  }
  TRY_DO(upgrade_rows());
  static_cast<void>(rows.take_changes());
  return rows.kept_blocks().load();
}

Result<void> Ledger::Impl::put_meta(std::string_view key, std::string_view value) {
  Query query(db, kPutMeta);
  query.bind(key, value);
  return query.run();
}

Result<std::string> Ledger::Impl::get_meta(std::string_view key) {
  Query query(db, kGetMeta);
  query.bind(key);
  return value_of(query);
}

const Uuid& Ledger::id() const { return impl_->id; }
const Uuid& Ledger::device() const { return impl_->device; }
const std::string& Ledger::user() const { return impl_->user; }

Result<void> Ledger::set_user(std::string_view name) {
  const std::string_view user = base::trimmed(name);
  TRY_DO(check_user(user));
  if (user == impl_->user) {
    return {};
  }
  // Already in force when the sink is told.
  const std::string before = std::exchange(impl_->user, std::string(user));
  const auto done = impl_->transact([&](Head&) {
    impl_->rows.note_sight();
    return impl_->put_meta("user", user);
  });
  if (!done) {
    impl_->user = before;
    return tl::unexpected(done.error());
  }
  return {};
}

bool Ledger::empty() const {
  const auto empty = impl_->log.empty();
  return empty && *empty;
}

Result<void> Ledger::adopt(const Uuid& ledger_id) {
  if (ledger_id == impl_->id) {
    return {};
  }
  TRY(const bool empty, impl_->log.empty());
  if (!empty) {
    return fail(ErrorCode::ledger_not_empty);
  }
  const auto body = [&](Head&) -> Result<void> {
    TRY_DO(impl_->put_meta("ledger", ledger_id.text()));
    // The chain starts from the ledger's id, so it starts anew.
    Query drop(impl_->db, kDropDevices);
    TRY_DO(drop.run());
    TRY_DO(impl_->devices.load(impl_->db));
    TRY_DO(impl_->devices.number(impl_->db, impl_->device, ledger_id));
    return {};
  };
  TRY_DO(impl_->transact(body));
  impl_->id = ledger_id;
  return {};
}

Result<Committed> Ledger::execute(const Command& command) { return impl_->execute(command); }

Result<Committed> Ledger::execute_all(std::size_t count, NextCommand next) {
  return impl_->execute_all(count, next);
}

std::int64_t Ledger::revision() const { return impl_->revision; }
const model::Dimension<model::Unit>& Ledger::units() const { return impl_->rows.units(); }
const model::Dimension<model::Service>& Ledger::services() const { return impl_->rows.services(); }
const model::Dimension<model::Code>& Ledger::codes() const { return impl_->rows.codes(); }
const model::Dimension<model::Version>& Ledger::versions() const { return impl_->rows.versions(); }

const model::Dimension<model::Resource>& Ledger::resources() const {
  return impl_->rows.resources();
}
const model::Dimension<model::PolicyRow>& Ledger::policies() const {
  return impl_->rows.policies();
}
const model::Dimension<model::Source>& Ledger::sources() const { return impl_->rows.sources(); }

const model::Words& Ledger::words() const { return impl_->rows.words(); }

const model::AnyDimension* Ledger::dimension(model::Table table) const {
  const Rows& rows = impl_->rows;
  return rows.dimension(table);
}

void Ledger::on_change(DeltaSink* sink) { impl_->sink = sink; }

Result<std::optional<std::string>> Ledger::setting(std::string_view key) const {
  Query query(impl_->db, kGetSetting);
  query.bind(key);
  TRY(const bool found, query.step());
  return found ? std::optional(std::string(query.text_at(0))) : std::nullopt;
}

Result<void> Ledger::set_setting(std::string_view key, std::string_view value) {
  TRY_DO(impl_->transact([&](Head&) -> Result<void> {
    Query query(impl_->db, kPutSetting);
    query.bind(key, value);
    return query.run();
  }));
  return {};
}

Result<void> Ledger::set_setting_unflushed(std::string_view key, std::string_view value) {
  TRY_DO(impl_->writable());
  // With a write-ahead log NORMAL leaves out the flush at the commit; the next commit that is to be
  // durable flushes the log up to its own end, so with what this one has put there.
  TRY_DO(impl_->db.run("PRAGMA synchronous=NORMAL"));
  Result<void> written = set_setting(key, value);
  Result<void> durable_again = impl_->db.run("PRAGMA synchronous=FULL");
  if (!durable_again) {
    impl_->stopped = true;  // nothing may be called saved that is not flushed
    return durable_again;
  }
  return written;
}

bool Ledger::wants_tidying() const {
  return (impl_->db.journal_is_long() || impl_->rows.kept_blocks().wanted()) && impl_->writable();
}

Result<void> Ledger::tidy() {
  TRY_DO(impl_->writable());
  if (impl_->db.journal_is_long()) {
    return impl_->db.shorten_journal();
  }
  Transaction transaction(impl_->db);
  TRY_DO(transaction.begin());
  TRY_DO(impl_->rows.keep_block());
  return transaction.commit();
}

const SyncState& Ledger::sync_state() const { return impl_->sync; }

Result<void> Ledger::set_sync_state(const SyncState& state) {
  const SyncState before = std::exchange(impl_->sync, state);
  const auto done = impl_->transact([&](Head&) -> Result<void> {
    if (before.reads_only != state.reads_only) {
      impl_->rows.note_sight();
    }
    TRY_DO(impl_->put_meta("sync.url", state.url));
    TRY_DO(impl_->put_meta("sync.secret", state.secret));
    TRY_DO(impl_->put_meta("sync.name", state.name));
    TRY_DO(impl_->put_meta("sync.epoch", state.epoch));
    TRY_DO(impl_->put_meta("sync.cursor", state.cursor));
    TRY_DO(impl_->put_meta("sync.reads_only", state.reads_only ? "1" : "0"));
    TRY_DO(impl_->put_meta("sync.last_contact_ms", std::to_string(state.last_contact_ms)));
    return impl_->put_meta("sync.clock_offset_ms", std::to_string(state.clock_offset_ms));
  });
  if (!done) {
    impl_->sync = before;
    return tl::unexpected(done.error());
  }
  impl_->clock.set_offset_ms(state.clock_offset_ms);
  return {};
}

}  // namespace saimnieks::ledger
