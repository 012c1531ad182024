def build = new File(basedir, 'build.log').readLines().takeWhile { !it.startsWith('Running post-build script') }
def told = build.findAll { it =~ /^\[|(?i)db-agent-maven-plugin:|flyway|postgres|jooq|migration/ }

assert told == []
assert new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq/tables/Customer.java').file
