SELECT dblink_connect('other', format(
    'host=%s port=%s dbname=%s user=other password=other',
    host(inet_server_addr()), inet_server_port(), current_database()));
SELECT dblink_exec('other', 'BEGIN');
SELECT dblink_exec('other', 'LOCK TABLE customer');
ALTER TABLE customer RENAME TO buyer;
