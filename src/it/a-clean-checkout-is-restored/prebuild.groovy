// Two checkouts of one project; reports tell paths from where each begins.
new File(basedir, '.git').mkdirs()
new File(basedir, 'other/.git').mkdirs()
new File(basedir, 'other/src/main/resources/db/migration').mkdirs()
for (file in ['pom.xml', 'src/main/resources/db/migration/V1__customer.sql']) {
  new File(basedir, "other/$file").bytes = new File(basedir, file).bytes
}
new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dshared.cache=${new File(basedir, '.db-agent-cache')}\n"
return true
