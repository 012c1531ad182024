CREATE TABLE customer (id int PRIMARY KEY, name text);
COPY customer (id, nmae) FROM stdin;
1	Ada
\.
