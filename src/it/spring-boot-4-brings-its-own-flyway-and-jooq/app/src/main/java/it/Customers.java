package it;

import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class Customers {

  private final DSLContext db;

  public Customers(DSLContext db) {
    this.db = db;
  }

  @Transactional
  public void add(String name) {
    db.execute("insert into customer (name) values (?)", name);
  }

  public List<String> names() {
    return db.fetch("select name from customer order by id").getValues("name", String.class);
  }
}
