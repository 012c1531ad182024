CREATE TABLE customer (id int, born date);
INSERT INTO customer VALUES (1, '2026-02-28'), (2, '2026-02-30');
