String log = new File(basedir, 'build.log').text

assert log.readLines().find { it.startsWith('[ERROR]') } ==
    '[ERROR] src/main/db/seed/product.csv:3:5: public.product row sku = POT breaks price_is_positive: ' +
    'new row for relation "product" violates check constraint "price_is_positive" [DBA-S006, SQLSTATE 23514 check_violation]'
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
