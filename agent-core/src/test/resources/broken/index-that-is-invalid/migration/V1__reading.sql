CREATE TABLE reading (sensor int, day date) PARTITION BY RANGE (day);
CREATE TABLE reading_2026 PARTITION OF reading FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX reading_ix ON ONLY reading (sensor);
