def log = new File(basedir, 'build.log').text
def report = new File(basedir, 'target/surefire-reports/it.CustomersTest.txt').text
def told = report =~ /mvn dev\.dbagent:db-agent-maven-plugin:\S+:open -DdbAgent\.database=(t_\d+_\d+-([0-9a-f]{8})) '-DdbAgent\.cacheDirectory=(.*)'/
assert told.find()
def name = told.group(1)
def cache = new File(told.group(3))
assert cache.canonicalFile == new File(basedir, '.db-agent-cache').canonicalFile

// Complete, and without the passwords of then.
assert new File(cache, "kept/${told.group(2)}/data/PG_VERSION").exists()
assert !new File(cache, "kept/${told.group(2)}/pgpass").exists()
assert !new File(cache, 'work').list()

assert log =~ /(?m)^\[INFO\] ${name}$/
assert log.contains("no database t_0_0-00000000 is kept in ${cache}, only ${name}.")
