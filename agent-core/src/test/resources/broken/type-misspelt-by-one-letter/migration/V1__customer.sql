CREATE TABLE customer (
  id    uudi PRIMARY KEY,
  email text
);
