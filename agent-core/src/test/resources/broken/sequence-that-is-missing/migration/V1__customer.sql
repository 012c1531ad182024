CREATE SEQUENCE customer_id_seq;
CREATE TABLE customer (id int DEFAULT nextval('customer_seq') PRIMARY KEY);
