ALTER TABLE stay ADD CONSTRAINT one_guest EXCLUDE USING gist (nights WITH &&);
