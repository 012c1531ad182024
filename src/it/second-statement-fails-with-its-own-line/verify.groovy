String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/resources\/db\/migration\/V1__customers\.sql:10:26: column "mail" does not exist \[DBA-M010, SQLSTATE 42703 undefined_column\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
