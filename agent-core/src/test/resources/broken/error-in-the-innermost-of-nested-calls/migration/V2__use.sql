CREATE TABLE price AS SELECT gross(100) AS gross;
