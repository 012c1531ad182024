SELECT 1;
COMMENT ON TABLE customer IS 'buys';
