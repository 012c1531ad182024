CREATE TABLE customer (
  id    int PRIMARY KEY,
  email text,
  UNIQUE NULLS NOT DISTINCT (email)
);
