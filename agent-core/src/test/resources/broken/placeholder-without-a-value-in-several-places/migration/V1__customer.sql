CREATE ROLE ${owner};
CREATE TABLE customer (id int PRIMARY KEY);
ALTER TABLE customer OWNER TO ${owner};
