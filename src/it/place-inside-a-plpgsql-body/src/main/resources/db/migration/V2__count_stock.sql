-- Takes the count of the warehouse over.
DO $$
DECLARE
  counted int := 0;
BEGIN
  SELECT count(*) INTO counted FROM stock;
  UPDATE stok SET amount = counted;
END
$$;
