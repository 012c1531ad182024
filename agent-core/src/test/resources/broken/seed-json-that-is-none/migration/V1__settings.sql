CREATE TABLE settings (id int PRIMARY KEY, value jsonb);
