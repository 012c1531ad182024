CREATE INDEX customer_email_ix ON customer (email);
