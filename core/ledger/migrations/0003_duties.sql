-- Schema 3: what the holders of roles say of their duties.
CREATE TABLE duty (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 11),
  duty INTEGER NOT NULL CHECK (duty BETWEEN 0 AND 2),
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  period INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  date INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;

CREATE INDEX duty_period ON duty (period);
CREATE INDEX duty_resource ON duty (resource) WHERE resource IS NOT NULL;
CREATE INDEX duty_service ON duty (service) WHERE service IS NOT NULL;
CREATE INDEX duty_unit ON duty (unit) WHERE unit IS NOT NULL;
