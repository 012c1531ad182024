new File(new File(basedir, '.mvn/maven.config').text.trim() - '-Dmarker=').parentFile.deleteDir()

def survivedMillis = new File(basedir, 'survived-millis.txt')
assert survivedMillis.file : 'the first build was not killed, or its server outlived the second build'
assert survivedMillis.text.toLong() < 3000
assert new File(basedir, 'target/db-agent/handoff.json').file
