CREATE TABLE customer (id int PRIMARY KEY, name text, age int);

COPY customer FROM stdin;
1	Ada	36
2	Grace
\.
