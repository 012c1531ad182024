CREATE TABLE price (net int);
CREATE FUNCTION gross(net int) RETURNS int LANGUAGE plpgsql AS $body$
BEGIN
  RETURN net * 2;
END $$;
SELECT gross(1);
