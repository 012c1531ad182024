CREATE TABLE customer (code varchar(5));
SELECT 1; INSERT INTO customer VALUES ('short'), ('longer');
