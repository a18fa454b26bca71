-- Schema 6 of the rows: devices that were copies and have become devices of their own, and units that
-- several others succeed.
CREATE TABLE fork (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  origin TEXT NOT NULL,
  origin_n INTEGER NOT NULL,
  minted_anew INTEGER NOT NULL,
  origin_head TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE succession (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  successor INTEGER NOT NULL REFERENCES unit (id),
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE INDEX succession_successor ON succession (successor);
CREATE INDEX succession_unit ON succession (unit);
