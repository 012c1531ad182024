ALTER TABLE invoice
  ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customer;
