ALTER TABLE customer ADD mean int;
UPDATE customer
SET mean = average(100, orders);
