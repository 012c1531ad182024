String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] .*DBA-V004 .*reading, index reading_sensor_ix: the index is invalid/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
