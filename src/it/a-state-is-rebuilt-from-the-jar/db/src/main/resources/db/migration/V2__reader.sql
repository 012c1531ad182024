ALTER ROLE reader PASSWORD '${reader_password}';
GRANT SELECT ON customer TO reader;
