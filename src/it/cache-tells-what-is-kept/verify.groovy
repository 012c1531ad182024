String log = new File(basedir, 'build.log').text

// Before anything was built, and after it was emptied again: nothing is there and nothing is made.
assert log.count('States: 0 states, 0 bytes; what goals made of the same inputs: 0 bytes') == 2
assert log.count('Kept: up to 1.0 GB, for 30 days since the last use') == 2
assert log.count('Templates: 0 bytes; binaries: 0 bytes; records of what was verified last: 0 bytes') == 2
assert log.count('Builds: no build works in it now') == 3

// In between: a line for the state.
assert log =~ /module +holds +size +last used +engine +state +made in/
assert log =~ /dev\.dbagent\.it:cache-tells-what-is-kept:1 +all, to V1__customers\.sql +[\d.]+ MB +just now +PostgreSQL 18\.\d+ +[0-9a-f]{12} +\S+cache-tells-what-is-kept/
assert log =~ /cache-tells-what-is-kept:1 +up to V1__customers\.sql +[\d.]+ MB +just now/
assert log =~ /States: 2 states, [\d.]+ MB; what goals made of the same inputs: \d+ kB/
assert log.contains('Kept: up to 500 MB, for 7 days since the last use')
assert log =~ /Templates: [\d.]+ MB; binaries: \d+ MB; records/

assert log.contains('cacheAge (-DdbAgent.cacheAge) is -1; it is a number of days, 0 or more')
