CREATE TYPE visibility AS ENUM ('Public', 'Private');
