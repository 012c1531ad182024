String log = new File(basedir, 'build.log').text

assert log.contains('no table is named; say which get rows: -DdbAgent.tables=customer,order')
assert log.contains('rows of public.purchase need a row of public.customer (customer_id), which has none')
assert log.contains('Name public.customer in dbAgent.tables, too, or write a seed file for it.')
assert log.contains('Written: src/main/db/seed/customer.csv: 12 rows')
assert log.contains('Written: src/main/db/seed/purchase.csv: 12 rows')
assert log.contains('Seeded: 24 rows in 2 tables')
assert log.contains('public.customer has a seed file already, which is not overwritten')

List<String> lines = new File(basedir, 'src/main/db/seed/customer.csv').readLines()
assert lines[0] == 'id,name,email,status'
assert lines.tail()*.split(',')*.getAt(0) == (1..12)*.toString()
assert lines.tail().every { it ==~ /\d+,[^,]+,[a-z.]+\d+@example\.com,(new|known)/ }
