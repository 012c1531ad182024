String log = new File(basedir, 'build.log').text

assert log.contains('Seeded: 1 row in 1 table, by 1 script besides')
// At version 1 there is no such table: the file is written for the newest version, the script is not.
assert log.contains('src/main/db/seed/greeting.csv: there is no table public.greeting')
assert new File(basedir, 'src/main/db/seed/people.sql').text == '''\
-- db-agent: at 1
INSERT INTO customer (name) VALUES ('Ada'), ('Grace');
'''
