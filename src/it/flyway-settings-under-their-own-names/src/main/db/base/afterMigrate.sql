CREATE TABLE made_by_callback AS
SELECT version FROM history;
