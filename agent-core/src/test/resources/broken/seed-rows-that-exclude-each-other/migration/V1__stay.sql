CREATE TABLE stay (id int PRIMARY KEY, nights daterange, CONSTRAINT one_guest EXCLUDE USING gist (nights WITH &&));
