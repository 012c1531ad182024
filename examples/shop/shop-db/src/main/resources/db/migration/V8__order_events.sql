CREATE TABLE order_event (
    order_id    bigint       NOT NULL,
    occurred_at timestamptz  NOT NULL DEFAULT clock_timestamp(),
    status      order_status NOT NULL,
    details     jsonb,
    CONSTRAINT order_event_pk PRIMARY KEY (order_id, occurred_at),
    CONSTRAINT order_event_order_fk FOREIGN KEY (order_id) REFERENCES customer_order (id)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE order_event_2025 PARTITION OF order_event
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');

CREATE TABLE order_event_2026 PARTITION OF order_event
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');

CREATE TABLE order_event_other PARTITION OF order_event DEFAULT;

COMMENT ON TABLE order_event IS 'The life of each order, a partition for each year so that old years can be detached';
