-- Schema 5 of the rows: versions that are scenarios, how far the side of an allocation goes, and
-- thresholds above which a planned line says why, for which the table is made anew.
-- Commands are undone by who gave them; those of before by who was at the ledger last.
ALTER TABLE version ADD COLUMN scenario INTEGER NOT NULL DEFAULT 0 CHECK (scenario IN (0, 1));
ALTER TABLE allocation ADD COLUMN reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 2);
ALTER TABLE command ADD COLUMN user TEXT NOT NULL DEFAULT '';
UPDATE command SET user = coalesce((SELECT value FROM meta WHERE key = 'user'), '');
DROP INDEX command_done;
DROP INDEX command_undone;
CREATE INDEX command_done ON command (user, id) WHERE state = 0;
CREATE INDEX command_undone ON command (user, id) WHERE state = 1;

CREATE TABLE threshold_5 (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  axis INTEGER NOT NULL CHECK (axis BETWEEN 0 AND 6),
  watch INTEGER NOT NULL CHECK (watch BETWEEN 0 AND 2),
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
INSERT INTO threshold_5 SELECT * FROM threshold;
DROP TABLE threshold;
ALTER TABLE threshold_5 RENAME TO threshold;
CREATE INDEX threshold_unit ON threshold (unit) WHERE unit IS NOT NULL;
