CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
ALTER TABLE customer ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
