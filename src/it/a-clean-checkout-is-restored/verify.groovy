String log = new File(basedir, 'build.log').text
assert log.count('Started: PostgreSQL') == 1
assert log.count('Replayed: ') == 1
assert log.count('Restored: ') == 4

def files = ['target/db-agent/handoff.json', 'target/db-agent/diagnosis.json', 'target/surefire-reports/TEST-db-agent.prepare.xml', 'target/generated-sources/jooq/dev/dbagent/it/jooq/tables/Customer.java']
for (file in files) {
  assert new File(basedir, file).bytes == new File(basedir, "other/$file").bytes
}
return true
