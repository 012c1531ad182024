SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int PRIMARY KEY);
