ALTER TABLE custmer ADD email text;
