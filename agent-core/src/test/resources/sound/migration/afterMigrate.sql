GRANT SELECT ON open_invoice TO PUBLIC;
ANALYZE customer, invoice;
