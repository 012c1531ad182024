CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int, customer int REFERENCES customer DEFERRABLE INITIALLY DEFERRED);
