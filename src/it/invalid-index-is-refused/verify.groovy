String log = new File(basedir, 'build.log').text

assert log =~ /\[ERROR\] src\/main\/resources\/db\/migration\/V2__index_readings\.sql:4:14: public\.reading, index reading_sensor_ix: the index is invalid.* \[DBA-V004\]/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
