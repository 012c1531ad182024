-- Alone in its file: a CONCURRENTLY build runs outside a transaction.
CREATE INDEX CONCURRENTLY customer_order_open_ix
    ON customer_order (placed_at)
    WHERE status IN ('placed', 'paid');
