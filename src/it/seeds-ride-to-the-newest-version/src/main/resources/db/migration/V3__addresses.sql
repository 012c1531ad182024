ALTER TABLE client ADD COLUMN first text, ADD COLUMN last text;
UPDATE client SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE client DROP COLUMN name;
CREATE TABLE address (
  client int PRIMARY KEY REFERENCES client,
  city text DEFAULT 'unknown',
  since timestamptz NOT NULL DEFAULT now()
);
INSERT INTO address (client) SELECT id FROM client;
