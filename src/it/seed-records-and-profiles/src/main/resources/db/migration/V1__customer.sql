CREATE TABLE customer (
  id int PRIMARY KEY,
  name text NOT NULL DEFAULT 'nobody',
  boss int REFERENCES customer
);
