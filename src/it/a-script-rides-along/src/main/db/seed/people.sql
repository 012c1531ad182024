-- db-agent: at 1
INSERT INTO customer (name) VALUES ('Ada'), ('Grace');
