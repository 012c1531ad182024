CREATE TABLE customer (id int, country text DEFAULT '${c}', CHECK (cuntry <> ''));
