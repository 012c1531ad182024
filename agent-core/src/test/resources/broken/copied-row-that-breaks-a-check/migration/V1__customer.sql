CREATE TABLE customer (id int PRIMARY KEY, age int CONSTRAINT of_age CHECK (age >= 18));
COPY customer FROM stdin;
1	36
2	17
\.
SELECT 1;
