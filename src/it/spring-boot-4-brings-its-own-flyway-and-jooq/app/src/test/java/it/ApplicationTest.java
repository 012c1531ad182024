package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbagent.junit.JdbcUrl;
import dev.dbagent.junit.VerifiedDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@VerifiedDatabase
@SpringBootTest
class ApplicationTest {

  @JdbcUrl static String url;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> url);
  }

  @Autowired Customers customers;
  @Autowired DataSource ofSpring;
  @Autowired Flyway flyway;

  @Test
  void theApplicationWorksOnTheDatabaseOfTheTest() throws Exception {
    customers.add("Edsger");

    assertEquals(List.of("Ada", "Grace", "Edsger"), customers.names());
    try (var connection = ofSpring.getConnection()) {
      assertTrue(url.startsWith(connection.getMetaData().getURL().split("\\?")[0]));
    }
  }

  @Test
  void itsFlywayFindsNothingToDo() {
    assertEquals("1", flyway.info().current().getVersion().toString());
    assertEquals(0, flyway.info().pending().length);
  }

  @Test
  void itsLibrariesAreItsOwn() {
    assertEquals("3.19.29", Constants.FULL_VERSION);
    String jar = Flyway.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.contains("flyway-core-11.14."), jar);
  }
}
