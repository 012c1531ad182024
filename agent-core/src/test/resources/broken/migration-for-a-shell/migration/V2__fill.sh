psql -f fill.sql
