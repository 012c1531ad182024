CREATE TABLE stay (nights daterange);
INSERT INTO stay VALUES ('[2026-01-01,2026-01-09)'), ('[2026-01-05,2026-01-06)');
