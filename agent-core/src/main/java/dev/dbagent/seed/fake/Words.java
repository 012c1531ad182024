// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.datafaker.Faker;

/** Texts that look like what a column's name promises. Not for use by two threads. */
final class Words implements Texts {

  /** The last word of a column's name, and what such a column holds. */
  private static final Map<String, Function<Faker, String>> BY_NAME =
      Map.ofEntries(
          Map.entry("email", Words::address),
          Map.entry("mail", Words::address),
          Map.entry("firstname", it -> it.name().firstName()),
          Map.entry("givenname", it -> it.name().firstName()),
          Map.entry("lastname", it -> it.name().lastName()),
          Map.entry("surname", it -> it.name().lastName()),
          Map.entry("familyname", it -> it.name().lastName()),
          Map.entry("fullname", Words::person),
          Map.entry("username", it -> it.credentials().username()),
          Map.entry("login", it -> it.credentials().username()),
          Map.entry("phone", it -> it.phoneNumber().cellPhone()),
          Map.entry("mobile", it -> it.phoneNumber().cellPhone()),
          Map.entry("street", it -> it.address().streetAddress()),
          Map.entry("address", it -> it.address().fullAddress()),
          Map.entry("city", it -> it.address().city()),
          Map.entry("town", it -> it.address().city()),
          Map.entry("zip", it -> it.address().zipCode()),
          Map.entry("zipcode", it -> it.address().zipCode()),
          Map.entry("postcode", it -> it.address().zipCode()),
          Map.entry("country", it -> it.address().country()),
          Map.entry("countrycode", it -> it.address().countryCode()),
          Map.entry("company", it -> it.company().name()),
          Map.entry("department", it -> it.commerce().department()),
          Map.entry("product", it -> it.commerce().productName()),
          Map.entry("currency", it -> it.money().currencyCode()),
          Map.entry("colour", it -> it.color().name()),
          Map.entry("color", it -> it.color().name()),
          Map.entry("url", it -> "https://" + host(it)),
          Map.entry("website", it -> "https://" + host(it)),
          Map.entry("isbn", it -> it.code().isbn13()),
          Map.entry("language", it -> it.nation().language()));

  private final Random random = new Random(0);
  private final Faker faker = new Faker(Locale.ENGLISH, random);

  @Override
  public String of(Draw draw) {
    random.setSeed(draw.seed());
    List<String> parts = parts(draw.column());
    for (int first = 0; first < parts.size(); first++) {
      String end = String.join("", parts.subList(first, parts.size()));
      Function<Faker, String> known = BY_NAME.get(end);
      if (known != null) {
        return known.apply(faker);
      }
    }
    return parts.contains("name") ? name(draw) : sentence();
  }

  @Override
  public Optional<String> matching(String pattern, Draw draw) {
    random.setSeed(draw.seed());
    return Optional.of(faker.regexify(pattern));
  }

  /** Of what a table with people in it calls a name, and of everything else. */
  private String name(Draw draw) {
    List<String> table = parts(draw.table().name());
    boolean isOfPeople =
        table.stream()
            .anyMatch(List.of("customer", "user", "person", "employee", "contact")::contains);
    return isOfPeople ? person(faker) : faker.commerce().productName();
  }

  private String sentence() {
    return faker.lorem().sentence(3, 3);
  }

  private static String person(Faker faker) {
    return faker.name().firstName() + " " + faker.name().lastName();
  }

  /** In a domain that belongs to nobody (RFC 2606). */
  private static String address(Faker faker) {
    String person = faker.name().firstName() + "." + faker.name().lastName();
    String letters = person.toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "");
    return letters + faker.number().numberBetween(1, 1000) + "@example.com";
  }

  private static String host(Faker faker) {
    return faker.lorem().word().toLowerCase(Locale.ROOT) + ".example.com";
  }

  /** The words of a name, in lower case and in the singular: snake_case or camelCase. */
  private static List<String> parts(String name) {
    return List.of(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^A-Za-z0-9]+")).stream()
        .filter(part -> !part.isEmpty())
        .map(part -> part.toLowerCase(Locale.ROOT))
        .map(part -> part.endsWith("s") && !part.endsWith("ss") ? cut(part) : part)
        .collect(Collectors.toUnmodifiableList());
  }

  private static String cut(String plural) {
    return plural.equals("address") ? plural : plural.substring(0, plural.length() - 1);
  }
}
