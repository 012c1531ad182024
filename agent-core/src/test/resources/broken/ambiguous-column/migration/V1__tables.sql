CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int PRIMARY KEY, customer int);
CREATE VIEW buyer AS
  SELECT id FROM customer JOIN invoice ON invoice.customer = customer.id;
