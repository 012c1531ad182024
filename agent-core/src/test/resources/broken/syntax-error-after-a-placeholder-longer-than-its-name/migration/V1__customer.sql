CREATE TABLE ${p}customer (id int PRIMARY KEY); CREATE TABLE ${p}invoice (id int PRIMRY KEY);
