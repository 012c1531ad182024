CREATE TABLE customer (
  id   int PRIMARY KEY,
<<<<<<< HEAD
  name text
=======
  name varchar(80)
>>>>>>> feature/names
);
