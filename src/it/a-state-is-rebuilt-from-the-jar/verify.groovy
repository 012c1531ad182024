import groovy.json.JsonSlurper
import java.util.zip.ZipFile
import java.util.zip.ZipInputStream

def log = new File(basedir, 'build.log').text
def state = new JsonSlurper().parse(new File(basedir, 'db/target/db-agent/handoff.json')).state
def brief = log.find(/Rebuilt: state (\w+) of /) { it[1] }
assert state.startsWith(brief)

// Without the goal the tests tell of it, in words that can be copied.
assert log =~ /verified state $brief of module dev\.dbagent\.it\.there:customers-db:1 is not in the cache folder \S+app\S+/
assert log =~ /run in this module: mvn dev\.dbagent:db-agent-maven-plugin:\S+:rebuild /

// Without the secret it says which one, and how to give it.
assert log.contains('was made with secrets that are not in its jar: flyway.placeholders.reader_password [DBA-H003]')
assert log.contains('<flyway><placeholders><reader_password>...</reader_password></placeholders></flyway> (-DdbAgent.flyway.placeholders.reader_password=...)')

// By rebuild, once, and by start.
assert log.count("Rebuilt: state $brief of dev.dbagent.it.there:customers-db:1, from customers-db-1.jar") == 2
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') >= 2
// Where both are in one build, there is nothing to look up.
assert log.count("In the cache: state $brief of dev.dbagent.it.there:customers-db:1") == 1
assert log =~ /Database of dev\.dbagent\.it\.there:customers-db at jdbc:postgresql:/
for (cache in ['.db-agent-cache', 'third/.db-agent-cache']) {
  assert new File(basedir, "app/$cache/states/1").list().any { it.startsWith(state) && it.endsWith('.state') }
}
assert !new File(basedir, 'app/target/db-agent/handoff.json').exists()

// Other files make another state, which is not taken for this one.
assert log =~ /the state $brief of module dev\.dbagent\.it\.there:customers-db:1 cannot be made here: .*\[DBA-H002\]/
assert log.contains('The file src/main/resources/db/migration/V1__customers.sql has another content here than there.')
assert log.contains('The file src/main/resources/db/migration/V2__reader.sql is not here.')
assert log.contains('The file ../roles/init.sql is not here.')
assert !new File(basedir, 'app/fourth/.db-agent-cache/states/1').list()

// The jar has the files and not the secret.
def jar = new ZipFile(new File(localRepositoryPath, 'dev/dbagent/it/there/customers-db/1/customers-db-1.jar'))
def names = []
jar.getInputStream(jar.getEntry('META-INF/db-agent/made-of.zip')).withStream { bytes ->
  def zip = new ZipInputStream(bytes)
  for (def entry = zip.nextEntry; entry != null; entry = zip.nextEntry) {
    names << entry.name
    assert !new String(zip.readAllBytes(), 'UTF-8').contains('0p3n')
  }
}
jar.close()
assert names == ['files/0/src/main/db/seed/customer.csv', 'files/0/src/main/resources/db/migration/V1__customers.sql', 'files/0/src/main/resources/db/migration/V2__reader.sql', 'files/1/roles/init.sql']
