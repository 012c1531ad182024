// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.migration.MigrationFile.Kind;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingRulesTest {

  private final NamingRules rules = new NamingRules(Map.of());

  @ParameterizedTest
  @CsvSource({
    "V1__a_b.sql, VERSIONED, 1, a b",
    "V001_2.3__x.SQL, VERSIONED, 001.2.3, x",
    "V7.sql, VERSIONED, 7, ''",
    "V20240131120000__.sql, VERSIONED, 20240131120000, ''",
    "R__view.sql, REPEATABLE, , view",
    "B5__base.sql, BASELINE, 5, base",
    "beforeMigrate.sql, CALLBACK, , ''",
    "afterEachMigrate__x.sql, CALLBACK, , x",
  })
  void readsWhatANameSays(String name, Kind kind, String version, String description) {
    assertThat(rules.parse(name)).contains(new MigrationName(kind, version, description));
  }

  /** A build in which nothing has changed has no library on its class path. */
  @Test
  void rulesAreThereWithoutFlyway() throws Exception {
    URL classes = NamingRules.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Constructor<?> constructor =
          Class.forName(NamingRules.class.getName(), true, alone).getDeclaredConstructor(Map.class);
      constructor.setAccessible(true);

      assertThat(constructor.newInstance(Map.of())).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V3_x.sql",
        "v3__x.sql",
        "Vx__y.sql",
        "R1__x.sql",
        "U3__x.sql",
        "beforeMigration.sql",
        "update-sequences.sql",
        "V3__x.txt",
        "V3__x.sql.conf"
      })
  void leavesOthersAlone(String name) {
    assertThat(rules.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "V3_x.sql, V3__x.sql",
    "v3__x.sql, V3__x.sql",
    "V1_2_x.sql, V1_2__x.sql",
    "V 4__x.sql, V4__x.sql",
    "V4-x.sql, V4__x.sql",
    "r__view.sql, R__view.sql",
    "R_view.sql, R__view.sql",
    "beforemigrate.sql, beforeMigrate.sql",
    "afterMigrate_x.sql, afterMigrate__x.sql",
    "V4__x.sql.txt, V4__x.sql",
    "V4__x.sq, V4__x.sql",
    "V4__x.slq, V4__x.sql",
    "V4__x.sqll, V4__x.sql",
    "V4__x.psql, V4__x.sql",
    "V4__x, V4__x.sql",
    "R__x, R__x.sql",
    "beforeMigrate.sq, beforeMigrate.sql",
  })
  void proposesTheNameThatWasMeant(String name, String meant) {
    assertThat(rules.meant(name)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update-sequences.sql",
        "U3__x.sql",
        "Vendors.sql",
        "rows.sql",
        "V3__x.sql",
        "V3__x.txt",
        "V3__x.md",
        "V3__x.java",
        "V3__x.sh",
        "notes.sql.txt",
        "README"
      })
  void proposesNothingForNamesThatMeanSomethingElse(String name) {
    assertThat(rules.meant(name)).isEmpty();
  }

  @Test
  void obeysPrefixesSeparatorAndSuffixes() {
    NamingRules own =
        new NamingRules(
            Map.of(
                "sqlMigrationPrefix", "Mig",
                "repeatableSqlMigrationPrefix", "Mi",
                "sqlMigrationSeparator", "--",
                "sqlMigrationSuffixes", ".ddl, .pgsql"));

    assertThat(own.parse("Mig3--a.pgsql")).contains(new MigrationName(Kind.VERSIONED, "3", "a"));
    assertThat(own.parse("Mi--a.ddl")).contains(new MigrationName(Kind.REPEATABLE, null, "a"));
    assertThat(own.parse("V3__a.sql")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "U3__x.sql, true",
    "U3_x.sql, true",
    "Users.sql, false",
    "V3__x.sql, false",
    "U3__x.txt, false",
  })
  void knowsWhatTakesAMigrationBack(String name, boolean undo) {
    assertThat(rules.isUndo(name)).isEqualTo(undo);
  }

  @ParameterizedTest
  @CsvSource({
    "V3__x.sql, V9__x.sql",
    "V3_1.2__V3.SQL, V9__V3.SQL",
    "V3.sql, V9.sql",
    "R__x.sql, ",
    "B3__x.sql, ",
    "Vx__y.sql, ",
  })
  void givesAnotherVersion(String name, String renamed) {
    assertThat(rules.withVersion(name, "9")).isEqualTo(Optional.ofNullable(renamed));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0, 0",
    "1_2, 1.2.0, 0",
    "1, 2, -1",
    "10, 9, 1",
    "1.1, 1, 1",
    "1, 1.0.1, -1",
    "1.9, 1.10, -1",
  })
  void ordersVersionsAsFlywayDoes(String one, String other, int order) {
    assertThat(MigrationName.compare(one, other)).isEqualTo(order);
    assertThat(MigrationVersion.fromVersion(one).compareTo(MigrationVersion.fromVersion(other)))
        .isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "1.9, 1.10",
    "099, 100",
    "007, 008",
    "1_09, 1_10",
    "99999999999999999999, 100000000000000000000"
  })
  void countsOn(String version, String next) {
    assertThat(MigrationName.next(version)).isEqualTo(next);
  }

  @Test
  void holdsVersionsEqualAsFlywayDoes() {
    assertThat(MigrationName.comparable("01.2.0")).isEqualTo(MigrationName.comparable("1_2"));
    assertThat(MigrationName.comparable("1.20")).isNotEqualTo(MigrationName.comparable("1.2"));
    assertThat(MigrationName.comparable("0.0")).isEqualTo(MigrationName.comparable("0"));
  }
}
