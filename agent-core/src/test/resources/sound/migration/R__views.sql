CREATE OR REPLACE VIEW open_invoice AS
  SELECT c.name, i.gross
  FROM customer c
  JOIN invoice i ON i.customer = c.id AND i.status = 'open';
