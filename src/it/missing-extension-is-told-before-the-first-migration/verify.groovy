String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] TODO'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
