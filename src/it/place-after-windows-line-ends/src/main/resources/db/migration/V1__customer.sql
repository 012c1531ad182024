-- made on Windows
CREATE TABLE customer (
	id int PRIMARY KEY,
	email txt NOT NULL
);
