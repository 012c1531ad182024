CREATE TABLE customer (id int PRIMARY KEY, "first name text);
CREATE TABLE invoice (id int PRIMARY KEY);
