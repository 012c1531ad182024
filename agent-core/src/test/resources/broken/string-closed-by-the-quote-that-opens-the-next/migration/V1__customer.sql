CREATE TABLE customer (name text);
INSERT INTO customer VALUES ('Ada);
INSERT INTO customer VALUES ('Grace');
