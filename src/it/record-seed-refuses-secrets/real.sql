INSERT INTO customer (name, email, password) VALUES
  ('Ada', 'ada.lovelace@analytical-engine.dev', NULL),
  ('Bob', NULL, 'correct horse battery staple');
