CREATE TYPE status AS ENUM ('open', 'paid');
CREATE TABLE invoice (id int, status status DEFAULT 'opne');
