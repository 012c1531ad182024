CREATE TABLE customer (id int PRIMARY KEY);
GRANT SELECT ON customer
  TO reporting;
