CREATE TABLE customer (
  id int PRIMARY KEY,
  name text NOT NULL,
  boss int REFERENCES customer,
  note text DEFAULT 'new'
);
