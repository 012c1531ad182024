CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL, age int);
