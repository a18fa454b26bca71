-- The first schema. docs/schema.md describes every column.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  last_n INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  last_hlc TEXT NOT NULL
) STRICT;

CREATE TABLE op_log (
  seq INTEGER PRIMARY KEY,
  device INTEGER NOT NULL REFERENCES device (id),
  n INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  tx INTEGER NOT NULL,
  tbl INTEGER NOT NULL,
  row BLOB,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  wall INTEGER NOT NULL,
  feed_seq INTEGER,
  verdict INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX op_log_id ON op_log (device, n);
CREATE INDEX op_log_row ON op_log (row) WHERE row IS NOT NULL;
CREATE INDEX op_log_waiting ON op_log (n, count, tbl, wall) WHERE own = 1 AND verdict = 0;
CREATE INDEX op_log_unsettled_block ON op_log (n)
  WHERE own = 1 AND feed_seq IS NULL AND row IS NULL;
CREATE UNIQUE INDEX op_log_feed ON op_log (feed_seq) WHERE feed_seq IS NOT NULL;

CREATE TABLE row_verdict (
  device INTEGER NOT NULL REFERENCES device (id),
  n INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT NOT NULL,
  tray INTEGER NOT NULL CHECK (tray IN (0, 1)),
  PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_verdict_tray ON row_verdict (device, n, kind) WHERE tray = 1;

CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  tx INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  wall INTEGER NOT NULL
) STRICT;
CREATE INDEX command_done ON command (id) WHERE state = 0;
CREATE INDEX command_undone ON command (id) WHERE state = 1;

CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  parent INTEGER REFERENCES unit (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE code (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE line (
  rid INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  unit INTEGER NOT NULL,
  service INTEGER NOT NULL,
  code INTEGER NOT NULL,
  version INTEGER,
  period INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX line_uuid ON line (uuid);

CREATE TABLE field_clock (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (tbl, row, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmed_row (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (tbl, row)
) STRICT, WITHOUT ROWID;
