ALTER TABLE customer OWNER TO ${owner};
