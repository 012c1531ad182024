CREATE TABLE customer (id int PRIMARY KEY, born date, name text);
COPY customer FROM stdin WITH (FORMAT csv, HEADER);
id,born,name
1,2026-01-30,"Ada; Countess"
2,2026-02-30,Grace
\.
