ALTER TYPE status ADD VALUE 'closed';
INSERT INTO invoice VALUES (1, 'closed');
