def told = new File(basedir, 'build.log').readLines().findAll { it =~ /^\[|(?i)db-agent-maven-plugin:|flyway|postgres|jooq|migration/ }

assert told == []
assert new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq/tables/Customer.java').file
