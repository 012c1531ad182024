def log = new File(basedir, 'build.log').text
assert log =~ /Tests run: 100, Failures: 0, Errors: 0, Skipped: 0/
assert log.count('Replayed') == 1

// Four forks, one port.
def forks = new File(basedir, 'app/target/here').listFiles()
assert forks.size() == 4
assert forks*.text.toSet().size() == 1

def work = new File(basedir, 'db/.db-agent-cache/work')
long deadline = System.nanoTime() + 3_000_000_000L
while (work.list() && System.nanoTime() < deadline) {
  Thread.sleep(10)
}
assert !work.list()
