String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V1__customer.sql:1:68: column "cuntry" does not exist [DBA-M010, SQLSTATE 42703 undefined_column]'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
