String log = new File(basedir, 'build.log').text
def sources = new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq')

assert new File(sources, 'tables/Customer.java').file
assert !new File(sources, 'tables/FlywaySchemaHistory.java').exists()
assert new File(basedir, 'target/db-agent/handoff.json').file

// The story: what the agent's two goals told, without Maven's own lines.
def told = log.readLines().findAll { it =~ /^\[INFO\] .*\(\d+\.\d\d s\)$/ }
assert told.size() in 5..10
assert told.any { it.contains('PostgreSQL 18') }
assert told.any { it =~ /\b1 migration/ }
assert !log.contains('[WARNING]')
