String log = new File(basedir, 'build.log').text

assert log.contains('Seeded: 2 rows in 1 table')
assert log.contains('Seeded: 3 rows in 1 table')
assert log.contains('src/main/db/seed: there is no seed profile dmeo; did you mean demo? [DBA-S011]')
