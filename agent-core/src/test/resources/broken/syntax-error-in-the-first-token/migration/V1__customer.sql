CREAT TABLE customer (id int PRIMARY KEY);
