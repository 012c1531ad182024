ALTER TABLE customer ADD CONSTRAINT of_age CHECK (age >= 18);
