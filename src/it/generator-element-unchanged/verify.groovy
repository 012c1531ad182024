def sources = new File(basedir, 'target/generated-sources/jooq')

assert sources.list().findAll { !it.startsWith('.') } == ['com']
def chosen = new File(sources, 'com/example/chosen')
assert new File(chosen, 'tables').list().sort() == ['Customer.java', 'pojos'] as String[]
assert new File(chosen, 'tables/pojos').list() == ['Customer.java'] as String[]
assert new File(chosen, 'tables/Customer.java').text.contains('SQLDataType.SMALLINT')
