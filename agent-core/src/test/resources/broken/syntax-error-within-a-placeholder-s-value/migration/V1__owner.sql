CREATE TABLE customer (id int);
ALTER TABLE customer OWNER TO ${owner};
