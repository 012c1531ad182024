def log = new File(basedir, 'build.log').text
assert log.count('BUILD SUCCESS') == 5
assert log.contains('PostgreSQL 18.6')
assert new File(basedir, 'shop-db/target/db-agent/handoff.json').text.contains('"module": "com.example.shop:shop-db:1.0-SNAPSHOT"')
assert new File(basedir, 'shop-api/target/surefire-reports').list().any { it.endsWith('.xml') }
assert log =~ /Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, .*ShopOnADatabaseTest/
return true
