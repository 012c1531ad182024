-- ${prefix} is longer than it looks, ${s} shorter.
CREATE TABLE ${prefix}item (id int PRIMARY KEY, label text DEFAULT '${s}', schema text DEFAULT '${flyway:defaultSchema}');
INSERT INTO ${prefix}item (id, label) VALUES (1, '漢字 😀'), (2, U&'d\0061t\+000061'); SELECT ${s}, 1 FROM ${prefix}item;
ALTER TABLE ${prefix}item ADD CONSTRAINT "is it?" CHECK (id > ${s}-1), ADD COLUMN amount numeric DEFAULT 1.5e3;
COMMENT ON COLUMN ${prefix}item.amount IS 'in '
  'cents';
