package com.example.shop.ui;

import com.example.shop.Catalogue.Item;
import java.util.List;
import java.util.stream.Collectors;

/** What is on a shelf, as a page for a browser. */
public final class ShelfPage {

  private final String title;
  private final List<Item> items;

  public ShelfPage(String title, List<Item> items) {
    this.title = title;
    this.items = List.copyOf(items);
  }

  public String html() {
    return "<!DOCTYPE html>\n<title>%1$s</title>\n<h1>%1$s</h1>\n%2$s\n"
        .formatted(escaped(title), items.isEmpty() ? "<p>Nothing here.</p>" : list());
  }

  private String list() {
    return items.stream()
        .map(item -> "  <li>%s: %s</li>\n".formatted(escaped(item.title()), item.price()))
        .collect(Collectors.joining("", "<ul>\n", "</ul>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
