String log = new File(basedir, 'build.log').text

assert log.contains('[DBA-E005]')
assert log =~ /remedy: .*ordinary user/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
