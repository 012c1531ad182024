CREATE OR REPLACE VIEW totals AS
SELECT sum(amount) AS total
FROM orders_of_${tenant};
