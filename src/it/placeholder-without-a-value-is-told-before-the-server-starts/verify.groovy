String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V1__customer.sql:2:31: there is no value for the placeholder ${owner} [DBA-M018]'
assert !log.contains('Started: ')
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
