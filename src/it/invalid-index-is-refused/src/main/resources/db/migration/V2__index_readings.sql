-- The first of the three steps that the manual gives for an index on a big partitioned table; the
-- others, an index on each partition and ALTER INDEX ... ATTACH PARTITION, were forgotten. No
-- statement fails, but the index stays invalid (PostgreSQL manual, "Partition Maintenance").
CREATE INDEX reading_sensor_ix ON ONLY reading (sensor_id);
