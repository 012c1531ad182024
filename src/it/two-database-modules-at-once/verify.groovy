def code = { module -> new File(basedir, "$module/target/generated-sources/jooq/dev/dbagent/it/jooq/tables").list().findAll { it.endsWith('.java') } }

// Each module got its own database, and nothing of the other's.
assert code('orders') == ['CustomerOrder.java']
assert code('stock') == ['Item.java']

def story = new File(basedir, 'build.log').readLines().findAll { it =~ /(Started|Replayed): / }
assert story.size() == 4
// Both servers were up before either replay ended.
assert story.take(2).every { it.contains('Started') }
