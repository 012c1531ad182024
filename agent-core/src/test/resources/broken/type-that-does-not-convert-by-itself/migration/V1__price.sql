CREATE TABLE price (amount text);
