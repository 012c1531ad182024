List<String> lines = new File(basedir, 'build.log').readLines()

assert lines.find { it.startsWith('[ERROR]') }.startsWith('[ERROR] src/main/db/seed/customer.csv:3:')

List<String> told = lines.dropWhile { !it.startsWith('[ERROR] Failed to execute goal') }
assert told.any { it.contains('edited') && it.contains('V1__customer.sql') }
assert told.any { it =~ /-  email text$/ }
assert told.any { it =~ /\+  email text NOT NULL$/ }
assert told.any { it.contains('added') && it.contains('V2__phone.sql') }
assert told.any { it.contains('lockTimeout') && it.contains('10') && it.contains('7') }
return true
