String log = new File(basedir, 'build.log').text
def pom = new File(basedir, 'pom.xml').readLines()
int element = pom.findIndexOf { it.contains('postgresVersoin') } + 1
int configuration = pom.findIndexOf { it.contains('<configuration>') } + 1

// Maven 4 tells a plugin only where the whole configuration stands.
assert log =~ /pom\.xml:(${element}|${configuration}): unknown parameter <postgresVersoin>; did you mean postgresVersion\?/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
