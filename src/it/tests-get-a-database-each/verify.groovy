def log = new File(basedir, 'build.log').text
assert log =~ /Tests run: 17, Failures: 0, Errors: 0, Skipped: 0/
// Jupiter 6 wants to close things in its own way.
assert !log.contains('WARNING: Type implements CloseableResource')

def work = new File(basedir, 'db/.db-agent-cache/work')
long deadline = System.nanoTime() + 3_000_000_000L
while (work.list() && System.nanoTime() < deadline) {
  Thread.sleep(10)
}
assert !work.list()
