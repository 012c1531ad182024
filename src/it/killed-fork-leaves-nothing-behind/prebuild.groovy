import java.nio.file.Files
import java.nio.file.Path

Path marker = basedir.toPath().resolve('app/target/backend.pid')
Files.deleteIfExists(marker)
File survivedMillis = new File(basedir, 'survived-millis.txt')
survivedMillis.text = ''
String project = basedir.path

def awaitThat = { long seconds, Closure<Boolean> condition ->
  long deadline = System.nanoTime() + seconds * 1_000_000_000L
  while (!condition()) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException("not within $seconds s")
    }
    Thread.sleep(10)
  }
}

// Waits for the test to sleep in its backend, kills somebody and times how long the server outlives the fork.
def round = { Closure<List<ProcessHandle>> victims ->
  awaitThat(240) { Files.exists(marker) && Files.readString(marker).endsWith('\n') }
  def (fork, session) = Files.readString(marker).trim().split(' ').collect { ProcessHandle.of(it.toLong()).get() }
  def postmaster = session.parent().get()
  def killed = victims(fork)
  assert !killed.isEmpty()
  Files.delete(marker)

  killed.each { it.destroyForcibly() }
  // A fork whose Maven was killed ends by itself; that is Surefire's to see to.
  awaitThat(60) { !fork.isAlive() }
  long began = System.nanoTime()
  awaitThat(60) { !session.isAlive() && !postmaster.isAlive() && !new File(basedir, 'db/.db-agent-cache/work').list() }
  survivedMillis << (System.nanoTime() - began).intdiv(1_000_000) + '\n'
}

Thread.startDaemon('killer of a fork and of a build') {
  round { fork -> [fork] }
  round { fork -> ProcessHandle.current().descendants().filter { it.info().commandLine().orElse('').contains("multiModuleProjectDirectory=$project") }.toList() }
}
return true
