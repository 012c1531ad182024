String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V2__phone.sql: version 2 is claimed by a second file, src/main/resources/db/migration/V2__email.sql [DBA-M024]'
assert !log.contains('Started: ')
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
