String log = new File(basedir, 'build.log').text

assert log =~ /\[WARNING\] DBA-S014 src\/main\/db\/seed\/seed\.lock: the seeds are written for version 1, and the migrations up to version 2 change them; the goal update-seed/
assert log =~ /\[ERROR\] src\/main\/db\/seed\/seed\.lock: the seeds are written for version 1, and the migrations up to version 2 change them \[DBA-S014\]/
assert log.contains('src/main/db/seed/customer.yml: 1 value changed.')
assert new File(basedir, 'src/main/db/seed/customer.yml').text == '- id: 1\n  name: Ada\n'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
