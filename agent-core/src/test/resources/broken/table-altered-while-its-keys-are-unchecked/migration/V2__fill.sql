INSERT INTO customer VALUES (1);
INSERT INTO invoice VALUES (1, 1);
ALTER TABLE invoice ADD paid boolean;
