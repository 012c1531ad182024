CREATE TABLE reading (
    sensor_id integer     NOT NULL,
    taken_at  timestamptz NOT NULL,
    value     real        NOT NULL
) PARTITION BY RANGE (taken_at);

CREATE TABLE reading_2026 PARTITION OF reading
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
