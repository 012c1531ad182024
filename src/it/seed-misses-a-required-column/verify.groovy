String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer\.csv:1:1: the file does not give column name of public\.customer, which is NOT NULL and has no default \[DBA-S004\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
