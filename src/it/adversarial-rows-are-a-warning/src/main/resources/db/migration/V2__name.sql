-- Everybody has a name.
ALTER TABLE customer ALTER COLUMN name SET NOT NULL;
