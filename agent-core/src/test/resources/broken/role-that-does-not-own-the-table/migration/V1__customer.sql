CREATE ROLE app;
CREATE TABLE customer (id int);
SET ROLE app;
ALTER TABLE customer ADD email text;
