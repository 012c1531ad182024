ALTER TABLE customer RENAME TO client;
ALTER TABLE client RENAME COLUMN boss TO reports_to;
ALTER TABLE client ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE client ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE invoice ALTER COLUMN total TYPE numeric(10, 2) USING total / 100.0;
