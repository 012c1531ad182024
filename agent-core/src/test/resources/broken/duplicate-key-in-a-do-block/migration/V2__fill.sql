DO $fill$
BEGIN
  FOR i IN 1..3 LOOP
    INSERT INTO customer VALUES (i);
  END LOOP;
  INSERT INTO customer
    VALUES (3);
END $fill$;
