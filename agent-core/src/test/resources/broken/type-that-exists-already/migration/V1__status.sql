CREATE TYPE status AS ENUM ('open', 'paid');
CREATE TYPE status AS ENUM ('open', 'paid', 'closed');
