CREATE TABLE customer (id int);
COMMENT ON TABLE customer IS 'whoever buys, '
  'in one line; ' ' and on the same line';
