CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY, name text);
INSERT INTO customer (id, name) VALUES (1, 'Ada');
