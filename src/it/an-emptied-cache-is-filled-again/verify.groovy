String log = new File(basedir, 'build.log').text

// Once alone, once after the cache was emptied.
assert log.count('Replayed: 1 migration ') == 2
assert log =~ /\[INFO\] Emptied .*target\/cache: 2 states, templates and binaries/
assert new File(basedir, 'target/cache/states/1').list().count { it.endsWith('.state') } == 2
assert new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq/tables/Customer.java').file

// Every parameter is told with its property and its default.
for (parameter in ['postgresVersion (Default: 18)', 'seedDirectory (Default: ${project.basedir}/src/main/db/seed)', 'User property: dbAgent.failOn', 'User property: dbAgent.cacheDirectory']) {
  assert log.contains(parameter)
}
