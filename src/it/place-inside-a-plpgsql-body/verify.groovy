String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/resources/db/migration/V2__count_stock.sql:7:10: relation "stok" does not exist [DBA-M010, SQLSTATE 42P01 undefined_table]'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
