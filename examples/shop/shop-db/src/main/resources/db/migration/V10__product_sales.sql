-- Empty until the nightly job refreshes it.
CREATE MATERIALIZED VIEW product_sales AS
SELECT
    p.id AS product_id,
    p.sku,
    (date_trunc('month', o.placed_at AT TIME ZONE 'UTC'))::date AS month,
    sum(l.quantity) AS quantity,
    sum(l.amount) AS revenue
FROM order_line l
    JOIN customer_order o ON o.id = l.order_id
    JOIN product p ON p.id = l.product_id
WHERE o.status <> 'cancelled'
GROUP BY p.id, p.sku, month
WITH NO DATA;

-- Lets the job REFRESH ... CONCURRENTLY.
CREATE UNIQUE INDEX product_sales_ux ON product_sales (product_id, month);

COMMENT ON MATERIALIZED VIEW product_sales IS 'Revenue for each product and month';
