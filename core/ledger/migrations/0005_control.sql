-- Schema 4 of the rows: what deviations are noticed by and what is said of them, allocations that
-- were run, turnovers of the accounts, and inhabitants. docs/schema.md describes every column.
CREATE TABLE threshold (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  axis INTEGER NOT NULL CHECK (axis BETWEEN 0 AND 6),
  watch INTEGER NOT NULL CHECK (watch IN (0, 1)),
  percent INTEGER,
  amount_cents INTEGER,
  both_sides INTEGER NOT NULL CHECK (both_sides IN (0, 1)),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE deviation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  watch INTEGER NOT NULL CHECK (watch IN (0, 1)),
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  year INTEGER NOT NULL,
  noticed INTEGER NOT NULL,
  owner TEXT,
  cause INTEGER CHECK (cause BETWEEN 0 AND 6),
  decision TEXT,
  action TEXT,
  deadline INTEGER,
  effect TEXT,
  checked INTEGER,
  state INTEGER NOT NULL CHECK (state IN (0, 1)),
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  method INTEGER NOT NULL CHECK (method BETWEEN 0 AND 2),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  version INTEGER REFERENCES version (id),
  period INTEGER NOT NULL,
  input BLOB NOT NULL,
  result_hash TEXT NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE turnover (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  code INTEGER NOT NULL REFERENCES code (id),
  period INTEGER NOT NULL,
  basis INTEGER NOT NULL CHECK (basis IN (0, 1)),
  amount_cents INTEGER NOT NULL,
  document TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE population (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  year INTEGER NOT NULL,
  inhabitants INTEGER NOT NULL,
  source TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE INDEX allocation_input ON allocation (input);
CREATE INDEX deviation_resource ON deviation (resource) WHERE resource IS NOT NULL;
CREATE INDEX deviation_service ON deviation (service) WHERE service IS NOT NULL;
CREATE INDEX deviation_unit ON deviation (unit) WHERE unit IS NOT NULL;
CREATE INDEX population_unit ON population (unit);
CREATE INDEX turnover_unit ON turnover (unit);
CREATE INDEX threshold_unit ON threshold (unit) WHERE unit IS NOT NULL;
