CREATE TABLE customer (id int PRIMARY KEY);
CREATE INDEX customer_ix ON customer ((upper(id)));
