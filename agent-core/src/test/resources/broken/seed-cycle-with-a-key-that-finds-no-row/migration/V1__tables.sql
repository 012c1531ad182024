CREATE TABLE customer (id int PRIMARY KEY, latest int);
CREATE TABLE invoice (id int PRIMARY KEY, customer int REFERENCES customer);
ALTER TABLE customer ADD FOREIGN KEY (latest) REFERENCES invoice;
