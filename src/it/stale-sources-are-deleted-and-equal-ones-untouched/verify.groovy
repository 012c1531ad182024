def sources = new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq')
// Written by the second build before it generated.
long secondBuild = new File(basedir, 'target/db-agent/handoff.json').lastModified()

assert !new File(sources, 'tables/Obsolete.java').exists()
assert !new File(sources, 'tables/records/ObsoleteRecord.java').exists()
assert new File(sources, 'tables/Invoice.java').lastModified() >= secondBuild
assert new File(sources, 'Tables.java').lastModified() >= secondBuild
assert new File(sources, 'tables/Customer.java').lastModified() < secondBuild
assert new File(sources, 'tables/records/CustomerRecord.java').lastModified() < secondBuild
