ALTER TABLE customer ADD phone text;
