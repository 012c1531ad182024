-- who buys
CREATE TABLE customer (id int PRIMARY KEY);

/* what they
   bought */
CREATE TABLE invoice (
  id int PRIMRY KEY
);
