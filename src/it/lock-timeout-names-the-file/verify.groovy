String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/resources\/db\/migration\/V3__rename_in_two_sessions\.sql:7:1: canceling statement due to lock timeout \[DBA-M007, SQLSTATE 55P03 lock_not_available\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
