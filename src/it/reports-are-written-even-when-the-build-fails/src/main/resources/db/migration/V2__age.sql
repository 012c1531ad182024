ALTER TABLE customer ADD age int;
