CREATE EXTENSION dblink;

-- For the loopback connection of V3; nobody reaches this database from elsewhere.
CREATE ROLE second_session SUPERUSER LOGIN PASSWORD 'second';
