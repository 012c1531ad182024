CREATE TABLE customer (id int PRIMARY KEY, email text);
CREATE TABLE invoice (id int PRIMARY KEY, email text REFERENCES customer (email));
