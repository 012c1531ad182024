import groovy.json.JsonSlurper

// Measured with psql on PostgreSQL 18.6, file by file. The jar's six Java migrations are left out: they
// implement interfaces that Flyway no longer has, rename columns of databases older than 1.5.4 and move
// rows; the schema is the same without them. UAA declares no foreign key.
def handoff = new JsonSlurper().parse(new File(basedir, 'target/db-agent/handoff.json'))
assert handoff.migrations.size() == 69
assert handoff.schema.tables == 16
assert handoff.schema.columns == 136
assert handoff.schema.foreignKeys == 0
assert handoff.findings.isEmpty()

def sources = new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq')
def tables = new File(sources, 'tables').listFiles().findAll { it.file }
assert tables.size() == 16

// A key's constant is declared once, whatever else names it.
def keys = new File(sources, 'Keys.java').readLines()
assert keys.count { it =~ /public static final UniqueKey</ } == 12
assert keys.count { it =~ /public static final ForeignKey</ } == 0

def compiled = new File(basedir, 'target/classes/dev/dbagent/it/jooq/tables').listFiles().findAll { it.name ==~ /[^$]+\.class/ }
assert compiled.size() == 16
