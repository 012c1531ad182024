String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] 2 columns hold what looks like secrets or addresses of people; no file was written \[DBA-S018\]/
assert log.contains('public.customer.email: an e-mail address outside of the example domains, row id = 2.')
assert log.contains('public.customer.password: a password, row id = 3.')
assert log.contains('-DdbAgent.allowSecrets=')
assert !log.contains('analytical-engine')
assert !log.contains('correct horse')

assert log =~ /\[ERROR\] jdbc:postgresql:\/\/127\.0\.0\.1:1\/app is not a database of the agent, and reading it is not allowed \[DBA-S017\]/
assert log.contains('-DdbAgent.allowForeign=true')
assert log.contains('[DEBUG]')
assert !log.contains('hushed')

assert log.contains('Recorded: src/main/db/seed/customer.yml: 2 rows added')
assert log.contains('Seeded: 2 rows in 1 table')
assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer\.yml: public\.customer has a seed file already, which is not overwritten \[DBA-S017\]/

File seeds = new File(basedir, 'src/main/db/seed')
assert seeds.list().sort() as List == ['customer.yml', 'seed.lock']
assert new File(seeds, 'customer.yml').text == '- id: 2\n  name: Ada\n  email: ada@example.com\n- id: 3\n  name: Bob\n'
