-- everybody reads
GRANT SELECT ON customer TO PUBLIC;
GRANT SELECT ON invoice TO PUBLIC;
