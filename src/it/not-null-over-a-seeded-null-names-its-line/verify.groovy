String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/resources\/db\/migration\/V2__name\.sql:1:\d+: .*\[DBA-M012/
assert log.contains('1 row of public.customer has no name: id = 2.')
assert log.contains('src/main/db/seed/customer.yml:4:9')
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
