import groovy.json.JsonSlurper

def handoff = new JsonSlurper().parse(new File(basedir, 'db/target/db-agent/handoff.json'))
assert handoff.migrations*.type == ['SQL', 'JDBC']
assert handoff.migrations*.version == ['1', '2']

def sources = new File(basedir, 'db/target/generated-sources/jooq/dev/dbagent/it/jooq')
assert new File(sources, 'tables/MadeByJava.java').file

// Code of the user's own works in Maven's JVM, where what it prints is read.
assert new File(basedir, 'build.log').text.contains('printed by a Java migration')
