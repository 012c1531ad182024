CREATE TABLE customer (name text);
INSERT INTO customer VALUES ('é'), ('漢字'), ('👩🏽‍🚀😀'), (nosuch);
