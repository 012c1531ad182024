CREATE TABLE rate (percent int);
CREATE FUNCTION rate_now() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT percent
          FROM rates);
END $$;
CREATE FUNCTION gross(net int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN net * rate_now();
END $$;
