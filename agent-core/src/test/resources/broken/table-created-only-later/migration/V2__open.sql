CREATE VIEW open_invoice AS
  SELECT c.id
  FROM customer c
  JOIN invoice i ON i.customer = c.id;
