CREATE TABLE customer (id int PRIMARY KEY, name text, age int);
COPY customer (id, name, age) FROM stdin;
1	Ada	36
2	Grace	two
3	Alan	41
\.
CREATE TABLE invoice (id int);
