CREATE TABLE invoice (id int PRIMARY KEY);
ALTER TABLE invoice OWNER TO ${owner};
