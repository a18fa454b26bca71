-- Contents of attachments, and what else a file may belong to. docs/schema.md describes every
-- column.

ALTER TABLE attachment ADD COLUMN version INTEGER REFERENCES version (id);
ALTER TABLE attachment ADD COLUMN closing BLOB;
CREATE INDEX attachment_closing ON attachment (closing) WHERE closing IS NOT NULL;
CREATE INDEX attachment_hash ON attachment (hash);

-- The content stands last: the columns before it are read without it.
CREATE TABLE blob (
  hash BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  held_by TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
