String log = new File(basedir, 'build.log').text

// Line 5, because the note of the record before spans two lines.
assert log =~ /\[ERROR\] src\/main\/db\/seed\/customer_order\.csv:5:4: .*customer_order_customer_fk.* \[DBA-S007/
assert !new File(basedir, 'target/db-agent/handoff.json').exists()
