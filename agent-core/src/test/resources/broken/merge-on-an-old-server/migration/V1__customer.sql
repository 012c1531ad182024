CREATE TABLE customer (id int PRIMARY KEY, name text);
MERGE INTO customer c USING (VALUES (1, 'Ada')) v (id, name) ON c.id = v.id
  WHEN NOT MATCHED THEN INSERT VALUES (v.id, v.name);
