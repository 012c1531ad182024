String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V2__places.sql:2:32: the engine does not offer the extension postgis [DBA-M019]'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
