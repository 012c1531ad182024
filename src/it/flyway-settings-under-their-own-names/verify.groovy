import groovy.json.JsonSlurper

def sources = new File(basedir, 'target/generated-sources/jooq/dev/dbagent/it/jooq')
def handoff = new JsonSlurper().parse(new File(basedir, 'target/db-agent/handoff.json'))

// Both locations, in the order of their versions; an undo script is nobody's migration.
assert handoff.migrations*.script == ['M1__orders.sql', 'M2__stock.sql', 'M3__notes.sql', 'R__totals.sql']
assert new File(sources, 'sales/tables/OrdersOfNorth.java').file
assert new File(sources, 'stock/tables/Item.java').file
assert new File(sources, 'sales/tables/Totals.java').file
assert new File(sources, 'sales/tables/Note.java').file
assert !new File(sources, 'sales/tables/History.java').exists()

// A seed without a schema in its name is for the default one.
assert handoff.seeds*.table == ['sales.orders_of_north', 'stock.item']
assert handoff.seeds*.rows == [2, 1]

// The callback ran after the migrations and saw what they made.
assert new File(sources, 'sales/tables/MadeByCallback.java').file
