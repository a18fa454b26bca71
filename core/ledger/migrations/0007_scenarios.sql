-- Schema 5 of the rows: versions that are scenarios, and how far the side of an allocation goes.
-- Commands are undone by who gave them; those of before by who was at the ledger last.
ALTER TABLE version ADD COLUMN scenario INTEGER NOT NULL DEFAULT 0 CHECK (scenario IN (0, 1));
ALTER TABLE allocation ADD COLUMN reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 2);
ALTER TABLE command ADD COLUMN user TEXT NOT NULL DEFAULT '';
UPDATE command SET user = coalesce((SELECT value FROM meta WHERE key = 'user'), '');
DROP INDEX command_done;
DROP INDEX command_undone;
CREATE INDEX command_done ON command (user, id) WHERE state = 0;
CREATE INDEX command_undone ON command (user, id) WHERE state = 1;
