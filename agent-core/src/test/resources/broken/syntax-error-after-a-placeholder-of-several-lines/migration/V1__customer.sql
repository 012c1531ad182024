CREATE TABLE customer (
  ${audit}
  id int PRIMARY KEY
);
CREATE TABLE invoice (
  ${audit}
  id int PRIMRY KEY
);
