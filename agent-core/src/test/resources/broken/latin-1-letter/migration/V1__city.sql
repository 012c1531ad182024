CREATE TABLE city (name text);
INSERT INTO city VALUES ('Zürich');
