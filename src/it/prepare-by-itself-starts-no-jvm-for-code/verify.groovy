String log = new File(basedir, 'build.log').text
assert log.contains('Sealed: state ')
assert new File(basedir, 'target/db-agent/handoff.json').file
assert !new File(basedir, 'target/generated-sources').exists()

// On a new machine each JVM of ours, when its work is done, keeps its classes for the next one.
String cache = new File(basedir, '.db-agent-cache').path
def works = { ProcessHandle.allProcesses().anyMatch { it.info().commandLine().orElse('').contains(cache) } }
long end = System.nanoTime() + 60_000_000_000L
while (works() && System.nanoTime() < end) {
  sleep(100)
}
assert !works()
assert new File(cache, 'classes').listFiles().findAll { it.name.endsWith('.jsa') }.size() == 1
return true
