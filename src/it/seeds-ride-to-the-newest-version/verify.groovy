File seeds = new File(basedir, 'src/main/db/seed')
File golden = new File(basedir, 'golden')

def names = { File folder -> folder.list().findAll { it != 'seed.lock' }.sort() }
assert names(seeds) == names(golden)
names(golden).each { assert new File(seeds, it).bytes == new File(golden, it).bytes : it }
assert new File(seeds, 'seed.lock').text.contains('\nat: 3\n')

String log = new File(basedir, 'build.log').text
assert log.contains('Recorded: the seeds are written for version 1')
assert log.contains('Rode: the seeds went from version 1 to version 3')
assert log.contains('Up to date: the seeds are written for version 3')
assert log =~ /\[ERROR\] a build server would throw away the files that it brings up to date \[DBA-S012\]/
