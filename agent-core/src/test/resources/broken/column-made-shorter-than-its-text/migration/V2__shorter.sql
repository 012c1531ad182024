ALTER TABLE customer ALTER code TYPE varchar(5);
