CREATE TABLE t (id int);
-- somebody else never comes
SELECT pg_sleep(60);
