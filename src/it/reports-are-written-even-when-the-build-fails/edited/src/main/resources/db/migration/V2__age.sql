ALTER TABLE customer ADD COLUMN age intt;
