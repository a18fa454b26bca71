-- Lines as columns, for a quick start: no part of the data. A block that kept_block does not name is
-- out of date. docs/schema.md says more.

CREATE TABLE kept_block (
  block INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE kept_columns (
  block INTEGER PRIMARY KEY,
  columns BLOB NOT NULL
) STRICT;
