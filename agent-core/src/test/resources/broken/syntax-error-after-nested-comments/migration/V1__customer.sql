/* tables; /* who's buying; */ and more;
   "still a comment */ CREATE TABLE customer (id int PRIMRY KEY);
CREATE TABLE invoice (id int);
