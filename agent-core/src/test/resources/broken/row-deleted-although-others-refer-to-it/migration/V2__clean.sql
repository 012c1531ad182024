DELETE FROM customer WHERE id = 7;
