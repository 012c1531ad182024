CREATE ROLE reporting;

GRANT SELECT
  ON customer TO reporting;
