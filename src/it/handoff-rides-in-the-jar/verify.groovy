import java.util.zip.ZipFile

byte[] handoff = new File(basedir, 'target/db-agent/handoff.json').bytes
assert handoff.length > 0

def jar = new ZipFile(new File(basedir, 'target/handoff-rides-in-the-jar-1.jar'))
def inJar = jar.getInputStream(jar.getEntry('META-INF/db-agent/handoff.json')).bytes
jar.close()
assert Arrays.equals(handoff, inJar)

def installed = new File(localRepositoryPath, 'dev/dbagent/it/handoff-rides-in-the-jar/1/handoff-rides-in-the-jar-1-db-agent.json')
assert Arrays.equals(handoff, installed.bytes)

// The second build proved everything again and came to the same bytes.
assert Arrays.equals(handoff, new File(basedir, 'target/again/handoff.json').bytes)
String text = new String(handoff, 'UTF-8')
assert !text.contains(basedir.path)
assert !text.contains('\r')
