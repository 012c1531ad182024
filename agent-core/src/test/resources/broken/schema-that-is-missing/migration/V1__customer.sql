CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE shop.invoice (id int PRIMARY KEY);
