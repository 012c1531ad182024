CREATE TABLE invoice (id int);
CREATE TABLE customer (id int);
