CREATE ROLE app;
SET ROLE app;
CREATE TABLE customer (id int);
