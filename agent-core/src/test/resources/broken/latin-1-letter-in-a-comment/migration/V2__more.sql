-- only a comment
-- in which Zürich is named
CREATE TABLE country (name text);
