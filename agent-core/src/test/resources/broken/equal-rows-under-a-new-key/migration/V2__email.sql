ALTER TABLE customer ADD CONSTRAINT one_email UNIQUE (email);
