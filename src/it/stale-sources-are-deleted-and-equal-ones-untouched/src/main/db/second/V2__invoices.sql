DROP TABLE obsolete;

CREATE TABLE invoice (
    id bigint PRIMARY KEY
);
