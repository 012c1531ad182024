String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer\.csv:1:4: public\.customer has no column emial; did you mean email\? \[DBA-S003\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
