CREATE VIEW buyer AS
  SELECT c.id, c.email FROM customer c;
