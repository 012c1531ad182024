UPDATE customer SET name = upper(name);
