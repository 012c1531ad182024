CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (
  id int PRIMARY KEY,
  customer int CONSTRAINT of_customer REFERENCES customer DEFERRABLE INITIALLY DEFERRED
);
