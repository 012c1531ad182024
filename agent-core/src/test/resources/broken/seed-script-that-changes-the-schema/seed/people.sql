-- db-agent: at 1
ALTER TABLE customer ADD COLUMN nick text;
