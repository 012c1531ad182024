String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] .*src\/main\/resources\/db\/migration\/V2__orders\.sql:4:5: syntax error at or near "REFERENCES" \[DBA-M009, SQLSTATE 42601 syntax_error\]/
assert log =~ /api \.+ SKIPPED/
assert !new File(basedir, 'db/target/db-agent/handoff.json').exists()
assert !new File(basedir, 'db/target/classes').exists()
assert !new File(basedir, 'api/target').exists()
