CREATE TABLE customer (code varchar(20));
INSERT INTO customer VALUES ('longer');
