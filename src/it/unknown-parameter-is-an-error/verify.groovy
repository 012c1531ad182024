String log = new File(basedir, 'build.log').text
int line = new File(basedir, 'pom.xml').readLines().findIndexOf { it.contains('postgresVersoin') } + 1

assert log =~ /pom\.xml:${line}: unknown parameter <postgresVersoin>; did you mean postgresVersion\?/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
