CREATE UNIQUE INDEX customer_email_ix
  ON customer (lower(email));
