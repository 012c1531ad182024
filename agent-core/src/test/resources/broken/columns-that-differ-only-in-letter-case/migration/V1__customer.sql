CREATE TABLE invoice (id int PRIMARY KEY);
CREATE TABLE customer (id int PRIMARY KEY, name text, "NAME" text);
