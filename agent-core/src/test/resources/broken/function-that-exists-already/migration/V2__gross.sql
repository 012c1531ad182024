CREATE FUNCTION gross(amount numeric) RETURNS numeric LANGUAGE sql AS 'SELECT amount * 1.07';
