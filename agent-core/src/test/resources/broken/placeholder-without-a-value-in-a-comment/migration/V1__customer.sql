CREATE TABLE customer (id int PRIMARY KEY);
-- for ${what} it is good
