CREATE TABLE t (n int);

DO $$
DECLARE
  n int := 0;
BEGIN
  INSERT INTO t VALUES (n);
  n := 100 / n;
END $$;
