long between = new File(basedir, 'between.log').lastModified()

// Nothing was written by the second build, in the build folder or beside the sources.
def outputs = []
new File(basedir, 'target').eachFileRecurse { if (it.file) outputs << it }
assert outputs.any { it.name == 'handoff.json' }
assert outputs.any { it.name == 'Customer.java' }
assert outputs.any { it.name == 'TEST-db-agent.prepare.xml' }
assert outputs.findAll { it.lastModified() >= between } == []

// Neither a driver nor a library, and not what starts every process. (ProcessImpl also serves System.getenv since JDK 25.)
List<String> classes = new File(basedir, 'classes.log').readLines()
def loaded = { String prefix -> classes.findAll { it.contains("] $prefix") } }
assert loaded('dev.dbagent.maven.PrepareMojo').size() == 1
assert loaded('dev.dbagent.maven.GenerateMojo').size() == 1
for (prefix in ['org.postgresql.', 'org.flywaydb.', 'org.jooq.', 'com.google.gson.', 'java.lang.ProcessBuilder']) {
  assert loaded(prefix) == []
}

// Later phases have all they need, and a warning does not fall silent.
String log = new File(basedir, 'build.log').text
assert log.count('Up to date: state ') == 2
assert log.count('Replayed: ') == 1
assert log.count('DBA-V003 public.customer.named') == 2
return true
