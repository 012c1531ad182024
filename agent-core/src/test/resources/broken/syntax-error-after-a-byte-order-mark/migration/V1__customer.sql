CREATE TABLE customer (id int PRIMRY KEY);
