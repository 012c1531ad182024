CREATE TABLE settings (
  value jsonb NOT NULL DEFAULT '{"a": 1,}'
);
