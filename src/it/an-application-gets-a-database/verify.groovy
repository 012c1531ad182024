def log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 3, Failures: 0, Errors: 0, Skipped: 0')
// Both modules had a database; no password was told.
assert log.findAll(/Database of dev\.dbagent\.it:customers-db at jdbc:postgresql:\/\/127\.0\.0\.1:\d+\/t_\d+_\d+, user and password in /).size() == 2
assert !(log =~ /password[=:]/)

// Taken away by stop.
assert !new File(basedir, 'app/target/db-agent/database.properties').exists()
assert !new File(basedir, 'db/target/db-agent/database.properties').exists()

def work = new File(basedir, 'db/.db-agent-cache/work')
long deadline = System.nanoTime() + 3_000_000_000L
while (work.list() && System.nanoTime() < deadline) {
  Thread.sleep(10)
}
assert !work.list()
