SELECT 1;
CALL fill();
