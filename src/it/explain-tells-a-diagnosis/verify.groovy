String log = new File(basedir, 'build.log').text

assert log.contains('DBA-M010: object does not exist')
assert log.contains('ALTER TABLE custmer ADD email text;')
assert log.contains('ALTER TABLE customer ADD email text;')
assert log.contains('Remedy:  ')

// The list has a line for each.
assert log =~ /(?m)^DBA-E001  \S/
assert log =~ /(?m)^DBA-S009  \S/

assert log.contains('there is no diagnosis m100; did you mean DBA-M010?')
