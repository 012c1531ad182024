DO $$
DECLARE
  n int;
BEGIN
  FOR n IN 1..3 LOOP
    EXECUTE format('CREATE TABEL t_%s (id int)', n);
  END LOOP;
END $$;
