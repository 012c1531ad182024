String log = new File(basedir, 'build.log').text
def pom = new File(basedir, 'pom.xml').readLines()
// Maven 4 tells a plugin only where the whole configuration stands.
String place = mavenVersion.startsWith('4.') ? '<configuration>' : '<postgresVersoin>'
int line = pom.findIndexOf { it.contains(place) } + 1

assert log =~ /pom\.xml:${line}: unknown parameter <postgresVersoin>; did you mean postgresVersion\?/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
