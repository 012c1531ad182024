CREATE TABLE item (id int PRIMARY KEY);
-- Long enough for the other module's replay to be under way.
SELECT pg_sleep(2);
