CREATE TABLE customer (id uuid PRIMARY KEY);
CREATE TABLE invoice (
  id int PRIMARY KEY,
  customer int CONSTRAINT of_customer REFERENCES customer
);
