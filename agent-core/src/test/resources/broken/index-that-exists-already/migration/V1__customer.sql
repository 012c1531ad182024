CREATE TABLE customer (id int PRIMARY KEY, email text);
CREATE INDEX customer_email_ix ON customer (email);
