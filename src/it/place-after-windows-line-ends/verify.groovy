String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V1__customer.sql:4:8: type "txt" does not exist [DBA-M010, SQLSTATE 42704 undefined_object]'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
