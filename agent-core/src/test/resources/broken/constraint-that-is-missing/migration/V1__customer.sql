CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE);
ALTER TABLE customer RENAME CONSTRAINT customer_email_key TO one_email;
