UPDATE customer
SET phone = NULL,
    emial = 'unknown'
WHERE id > 0;
