CREATE OR REPLACE VIEW order_summary AS
SELECT
    o.id AS order_id,
    o.customer_id,
    o.status,
    o.placed_at,
    o.currency,
    coalesce(l.line_count, 0) AS line_count,
    coalesce(l.total, 0) AS total,
    coalesce(l.total, 0) - coalesce(p.paid, 0) AS due
FROM customer_order o
    LEFT JOIN (
        SELECT order_id, count(*) AS line_count, sum(amount) AS total
        FROM order_line
        GROUP BY order_id
    ) l ON l.order_id = o.id
    LEFT JOIN (
        SELECT order_id, sum(amount) AS paid
        FROM payment
        GROUP BY order_id
    ) p ON p.order_id = o.id;

COMMENT ON VIEW order_summary IS 'An order with its totals; due is what is still to be paid';
