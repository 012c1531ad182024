CREATE TABLE customer (
  id uuid DEFAULT gen_random_uid() PRIMARY KEY
);
