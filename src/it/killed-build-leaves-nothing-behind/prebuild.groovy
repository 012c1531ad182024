import java.nio.file.Files
import java.nio.file.Path

// The server may run as another user than the build, so it gets a folder that everybody may write to.
Path folder = Files.createTempDirectory('db-agent-it-')
folder.toFile().with { it.setWritable(true, false) && it.setExecutable(true, false) }
Path marker = folder.resolve('backend.pid')
File config = new File(basedir, '.mvn/maven.config')
config.parentFile.mkdirs()
config.text = "-Dmarker=$marker\n"

File survivedMillis = new File(basedir, 'survived-millis.txt')
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

// Waits for the migration to sleep in its backend, kills the build and times how long the server lives on.
Thread.startDaemon('killer of the first build') {
  awaitThat(240) { Files.exists(marker) && Files.readString(marker).endsWith('\n') }
  def backend = ProcessHandle.of(Files.readString(marker).trim().toLong()).get()
  def postmaster = backend.parent().get()
  def build = ProcessHandle.current().descendants().filter { it.info().commandLine().orElse('').contains("multiModuleProjectDirectory=$project") }.toList()
  assert !build.isEmpty()

  long killed = System.nanoTime()
  build.each { it.destroyForcibly() }
  awaitThat(60) { !backend.isAlive() && !postmaster.isAlive() }
  survivedMillis.text = (System.nanoTime() - killed).intdiv(1_000_000).toString()
}
return true
