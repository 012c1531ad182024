CREATE TABLE t (n int, s text);
INSERT INTO t (s, n) SELECT s, s FROM t;
