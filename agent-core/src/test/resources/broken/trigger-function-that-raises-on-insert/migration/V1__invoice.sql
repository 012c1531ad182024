CREATE TABLE invoice (id int PRIMARY KEY, amount numeric);

CREATE FUNCTION closed() RETURNS trigger LANGUAGE plpgsql AS $closed$
BEGIN
  RAISE EXCEPTION 'invoices are closed';
END $closed$;

CREATE TRIGGER no_more BEFORE INSERT ON invoice
  FOR EACH ROW EXECUTE FUNCTION closed();
