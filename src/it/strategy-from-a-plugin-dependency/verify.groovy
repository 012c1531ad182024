def records = new File(basedir, 'db/target/generated-sources/jooq/dev/dbagent/it/jooq/tables/records')
assert records.list() == ['CustomerRecordRow.java'] as String[]

def log = new File(basedir, 'build.log').text
assert log.contains("[DEBUG] jOOQ's JVM: names are marked with Row")
assert !log.contains('\nnames are marked')
