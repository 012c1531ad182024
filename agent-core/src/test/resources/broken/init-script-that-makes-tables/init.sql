CREATE TABLE made_elsewhere (id int);
