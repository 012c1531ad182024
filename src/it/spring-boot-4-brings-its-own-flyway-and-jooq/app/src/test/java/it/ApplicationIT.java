package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Knows nothing of the agent: the build imports the file of its goal start. */
@SpringBootTest
class ApplicationIT {

  @Autowired Customers customers;
  @Autowired Flyway flyway;

  @Test
  void theApplicationWorksOnTheDatabaseOfTheBuild() {
    customers.add("Edsger");

    assertEquals(List.of("Ada", "Grace", "Edsger"), customers.names());
    assertEquals(0, flyway.info().pending().length);
  }
}
