CREATE TABLE customer (id int PRIMARY KEY, name text);
  COPY customer FROM stdin;
1	Ada
CREATE TABLE invoice (id int);
