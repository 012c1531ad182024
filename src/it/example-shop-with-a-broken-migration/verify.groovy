List<String> lines = new File(basedir, 'build.log').readLines()
String place = 'src/main/resources/db/migration/V5__orders.sql:27:74: '

assert lines.find { it.startsWith('[ERROR]') }.startsWith('[ERROR] ' + place + 'relation "produkt" does not exist [DBA-M010')

assert lines.any { it =~ /shop-db \.+ FAILURE/ }
assert lines.any { it =~ /shop-api \.+ SKIPPED/ }
assert lines.any { it =~ /shop-ui \.+ SKIPPED/ }
['shop-db/target/classes', 'shop-api/target', 'shop-ui/target'].each { assert !new File(basedir, it).exists() }

// What Maven prints last is the diagnosis; its own advice on -e and -X follows.
List<String> last = lines.dropWhile { !it.startsWith('[ERROR] Failed to execute goal') }
assert last[0].contains(place)
assert last.any { it.contains('REFERENCES produkt (id)') }
assert last.any { it.contains('remedy: ') }
assert last.any { it.contains('product') }
return true
