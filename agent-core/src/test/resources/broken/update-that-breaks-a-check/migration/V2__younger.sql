UPDATE customer SET age = age - 10;
