CREATE TABLE customer (id int PRIMARY KEY, path text);
INSERT INTO customer VALUES (1, E'C:\temp\');
