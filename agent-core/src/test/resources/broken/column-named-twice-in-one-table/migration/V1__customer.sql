CREATE TABLE customer (
  id    int PRIMARY KEY,
  email text,
  phone text,
  email varchar(80)
);
