CREATE TABLE customer (id int PRIMARY KEY, Email text);
CREATE INDEX customer_ix ON customer (lower("Email"));
