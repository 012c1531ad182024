CREATE TABLE price (net int, gross int GENERATED ALWAYS AS (net * 2) STORED);
INSERT INTO price (net, gross) VALUES (100, 200);
