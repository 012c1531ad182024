CREATE TABLE t (n int, s text);
CREATE VIEW same AS SELECT * FROM t WHERE n = s;
