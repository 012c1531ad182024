String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer\.csv:1: .*\bemial\b.*\bemail\b.* \[DBA-S003\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
