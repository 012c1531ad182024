SELECT dblink_connect('second', format(
    'host=%s port=%s dbname=%s user=second_session password=second',
    host(inet_server_addr()), inet_server_port(), current_database()));
SELECT dblink_exec('second', 'BEGIN');
SELECT dblink_exec('second', 'UPDATE customer SET name = upper(name)');

ALTER TABLE customer RENAME COLUMN name TO full_name;
