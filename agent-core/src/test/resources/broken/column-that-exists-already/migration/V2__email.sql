ALTER TABLE customer ADD phone text, ADD email text;
