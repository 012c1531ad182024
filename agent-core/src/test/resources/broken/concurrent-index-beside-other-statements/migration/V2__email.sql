ALTER TABLE customer ADD email text;

CREATE INDEX CONCURRENTLY customer_email_ix ON customer (email);
