ALTER TABLE customer RENAME COLUMN name TO full_name;
CREATE TABLE greeting (to_whom text NOT NULL REFERENCES customer (full_name));
