-- where customers live
CREATE EXTENSION IF NOT EXISTS postgis;
