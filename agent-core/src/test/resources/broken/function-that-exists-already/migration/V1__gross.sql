CREATE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE sql AS 'SELECT net * 1.19';
