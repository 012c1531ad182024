CREATE TABLE customer (
  id int PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  status text NOT NULL CHECK (status IN ('new', 'known'))
);

CREATE TABLE purchase (
  id int PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customer,
  total numeric(8, 2) NOT NULL CHECK (total > 0)
);
