String log = new File(basedir, 'build.log').text

def warnings = log.readLines().findAll { it.contains('DBA-S019') }
assert warnings.size() == 1
assert warnings[0] ==~ /\[WARNING\] DBA-S019 src\/main\/resources\/db\/migration\/V2__name\.sql: fails over rows that version 1 allows: column "name" of relation "customer" contains null values \(1 row of public\.customer has no name: id = \d+\); a database in use may hold such rows/
assert log =~ /Tried: the later migrations over \d+ made-up rows in 1 table, 1 warning/
assert log.count('BUILD SUCCESS') == 3
assert new File(basedir, 'target/db-agent/handoff.json').exists()
assert new File(basedir, 'src/main/db/seed/customer.yml').text == '- id: 1\n  name: Ada\n'
