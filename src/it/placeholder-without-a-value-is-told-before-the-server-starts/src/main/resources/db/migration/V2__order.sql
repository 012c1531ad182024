CREATE TABLE customer_order (id int PRIMARY KEY);
ALTER TABLE customer_order OWNER TO ${owner};
