CREATE TABLE customer (tags text[], id int PRIMARY KEY);
