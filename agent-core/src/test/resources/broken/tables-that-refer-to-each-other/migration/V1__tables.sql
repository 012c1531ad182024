CREATE TABLE customer (
  id int PRIMARY KEY,
  latest int REFERENCES invoice
);
CREATE TABLE invoice (
  id int PRIMARY KEY,
  customer int REFERENCES customer
);
