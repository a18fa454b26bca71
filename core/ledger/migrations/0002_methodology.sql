-- The methodology: every axis of a line, further dimensions, and facts. docs/schema.md describes
-- every column.

ALTER TABLE unit ADD COLUMN kind INTEGER CHECK (kind BETWEEN 0 AND 4);
ALTER TABLE unit ADD COLUMN valid_from INTEGER;
ALTER TABLE unit ADD COLUMN valid_to INTEGER;
ALTER TABLE unit ADD COLUMN successor INTEGER REFERENCES unit (id);
ALTER TABLE service ADD COLUMN unit INTEGER REFERENCES unit (id);
ALTER TABLE service ADD COLUMN sector TEXT;
ALTER TABLE service ADD COLUMN register_id TEXT;
ALTER TABLE service ADD COLUMN life_situation TEXT;
ALTER TABLE version ADD COLUMN decision_number TEXT;
ALTER TABLE version ADD COLUMN decision_date INTEGER;
ALTER TABLE version ADD COLUMN submitted_by TEXT;
ALTER TABLE version ADD COLUMN approved_by TEXT;

CREATE TABLE resource (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent INTEGER REFERENCES resource (id),
  unit INTEGER REFERENCES unit (id),
  register_id TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),
  unit INTEGER REFERENCES unit (id),
  valid_from INTEGER,
  valid_to INTEGER,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

-- A line may now lack unit, service and code, so its table is made anew. Its references and choices
-- are checked by the program, and by every verification: a foreign key more would be looked up, and a
-- CHECK more computed, for every imported line.
CREATE TABLE line_2 (
  rid INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL,
  kind INTEGER NOT NULL,
  unit INTEGER,
  service INTEGER,
  code INTEGER,
  version INTEGER,
  period INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL,
  present INTEGER NOT NULL,
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL,
  resource INTEGER,
  policy INTEGER,
  function INTEGER,
  source INTEGER,
  basis INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  phase INTEGER,
  regular INTEGER,
  task TEXT,
  condition TEXT,
  channel TEXT,
  measure TEXT,
  document TEXT,
  catalogue TEXT,
  departure_reason TEXT,
  justification TEXT,
  role INTEGER,
  vat INTEGER,
  vat_cents INTEGER,
  quantity INTEGER,
  unit_price_cents INTEGER,
  date INTEGER,
  corrects BLOB,
  schedule BLOB,
  counterparty INTEGER
) STRICT;
INSERT INTO line_2 (rid, uuid, kind, unit, service, code, version, period, cents, note, voided, present,
  by_device, by_n, basis, nature)
SELECT rid, uuid, kind, unit, service, code, version, period, cents, note, voided, present,
  by_device, by_n, 0, 0
FROM line;
DROP TABLE line;
ALTER TABLE line_2 RENAME TO line;
CREATE UNIQUE INDEX line_uuid ON line (uuid);

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 11),
  also_role INTEGER CHECK (also_role BETWEEN 0 AND 11),
  holder TEXT NOT NULL,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE usage (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  from_resource INTEGER NOT NULL REFERENCES resource (id),
  to_service INTEGER REFERENCES service (id),
  to_resource INTEGER REFERENCES resource (id),
  driver INTEGER NOT NULL CHECK (driver BETWEEN 0 AND 6),
  weight INTEGER,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  first_period INTEGER NOT NULL,
  last_period INTEGER,
  every_months INTEGER NOT NULL,
  index_ppm INTEGER,
  index_from INTEGER,
  method INTEGER NOT NULL CHECK (method BETWEEN 0 AND 1),
  residual_cents INTEGER,
  basis INTEGER NOT NULL CHECK (basis BETWEEN 0 AND 1),
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  task TEXT,
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  version INTEGER REFERENCES version (id),
  channel TEXT,
  phase INTEGER CHECK (phase BETWEEN 0 AND 8),
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE appropriation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  source INTEGER NOT NULL REFERENCES source (id),
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  decision_number TEXT,
  decision_date INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE amendment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  appropriation BLOB NOT NULL,
  to_appropriation BLOB,
  amount_cents INTEGER NOT NULL,
  decision_number TEXT NOT NULL,
  decision_date INTEGER NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE need (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  version INTEGER REFERENCES version (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  justification TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  granted_cents INTEGER,
  decision_number TEXT,
  decision_date INTEGER,
  reason TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  document TEXT,
  partner TEXT,
  date INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE volume (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER NOT NULL REFERENCES service (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 8),
  measure TEXT,
  period INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  version INTEGER REFERENCES version (id),
  channel TEXT,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE benefit (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  version INTEGER REFERENCES version (id),
  method TEXT,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  indicator TEXT NOT NULL,
  measure TEXT,
  period INTEGER NOT NULL,
  planned INTEGER,
  reached INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE conformity (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  service INTEGER NOT NULL REFERENCES service (id),
  condition TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  evidence TEXT,
  date INTEGER,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE closing (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  period INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 1),
  closed_by TEXT,
  reason TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  line BLOB,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE TABLE exception (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  command TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

-- What facts are asked for by; lines are asked by the cube.
CREATE INDEX amendment_appropriation ON amendment (appropriation) WHERE appropriation IS NOT NULL;
CREATE INDEX amendment_to_appropriation ON amendment (to_appropriation)
  WHERE to_appropriation IS NOT NULL;
CREATE INDEX appointment_resource ON appointment (resource) WHERE resource IS NOT NULL;
CREATE INDEX appointment_service ON appointment (service) WHERE service IS NOT NULL;
CREATE INDEX appointment_unit ON appointment (unit) WHERE unit IS NOT NULL;
CREATE INDEX appropriation_unit ON appropriation (unit) WHERE unit IS NOT NULL;
CREATE INDEX attachment_line ON attachment (line) WHERE line IS NOT NULL;
CREATE INDEX benefit_resource ON benefit (resource) WHERE resource IS NOT NULL;
CREATE INDEX benefit_service ON benefit (service) WHERE service IS NOT NULL;
CREATE INDEX benefit_unit ON benefit (unit) WHERE unit IS NOT NULL;
CREATE INDEX closing_unit ON closing (unit) WHERE unit IS NOT NULL;
CREATE INDEX commitment_resource ON commitment (resource) WHERE resource IS NOT NULL;
CREATE INDEX commitment_service ON commitment (service) WHERE service IS NOT NULL;
CREATE INDEX commitment_unit ON commitment (unit) WHERE unit IS NOT NULL;
CREATE INDEX conformity_service ON conformity (service) WHERE service IS NOT NULL;
CREATE INDEX line_corrects ON line (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX line_schedule ON line (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX need_resource ON need (resource) WHERE resource IS NOT NULL;
CREATE INDEX need_service ON need (service) WHERE service IS NOT NULL;
CREATE INDEX need_unit ON need (unit) WHERE unit IS NOT NULL;
CREATE INDEX outcome_resource ON outcome (resource) WHERE resource IS NOT NULL;
CREATE INDEX outcome_service ON outcome (service) WHERE service IS NOT NULL;
CREATE INDEX outcome_unit ON outcome (unit) WHERE unit IS NOT NULL;
CREATE INDEX schedule_resource ON schedule (resource) WHERE resource IS NOT NULL;
CREATE INDEX schedule_service ON schedule (service) WHERE service IS NOT NULL;
CREATE INDEX schedule_unit ON schedule (unit) WHERE unit IS NOT NULL;
CREATE INDEX usage_from_resource ON usage (from_resource) WHERE from_resource IS NOT NULL;
CREATE INDEX usage_to_resource ON usage (to_resource) WHERE to_resource IS NOT NULL;
CREATE INDEX usage_to_service ON usage (to_service) WHERE to_service IS NOT NULL;
CREATE INDEX volume_service ON volume (service) WHERE service IS NOT NULL;
CREATE INDEX volume_unit ON volume (unit) WHERE unit IS NOT NULL;
