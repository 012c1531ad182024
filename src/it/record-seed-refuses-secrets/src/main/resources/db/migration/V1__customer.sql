CREATE TABLE customer (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  email text,
  password text
);
INSERT INTO customer (name) VALUES ('the shop itself');
