CREATE TABLE ${prefix_of_every_table_of_this_application}1 (id int PRIMARY KEY);
CREATE TABLE ${prefix_of_every_table_of_this_application}2 (id int PRIMRY KEY);
