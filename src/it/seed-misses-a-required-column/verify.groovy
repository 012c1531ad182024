String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer\.csv:1: .*\bname\b.* \[DBA-S004\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
