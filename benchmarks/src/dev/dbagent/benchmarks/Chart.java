// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Medians as bars, one panel for each history, in an SVG without a background. All colours have
 * enough contrast on white and on black, because a page cannot tell an image which one it has.
 */
final class Chart {

  private static final List<String> COLOURS = List.of("#2f81f7", "#b5790f", "#cf5f3c", "#8a63d2");
  private static final String TEXT = "#74808c";

  private static final int PANEL_WIDTH = 490;
  private static final int LABEL_WIDTH = 106;
  private static final int VALUE_WIDTH = 60;
  private static final int BAR = 9;
  private static final int GAP = 10;
  private static final int HEADING = 34;
  private static final int LEGEND = 30;
  private static final int COLUMNS = 2;

  private final Results results;
  private final List<String> ids = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  Chart(Results results) {
    this.results = results;
  }

  String svg() {
    for (String fact : results.facts().keySet()) {
      if (fact.startsWith("contestant ")) {
        ids.add(fact.substring("contestant ".length()));
      }
    }
    Map<String, String> histories = results.histories();
    int panelHeight = HEADING + Scenario.values().length * (ids.size() * BAR + GAP) + GAP;
    int rows = (histories.size() + COLUMNS - 1) / COLUMNS;
    int width = PANEL_WIDTH * Math.min(COLUMNS, histories.size());
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif" font-size="12" fill="%s">
        <title>Seconds of a whole mvn generate-sources, medians; shorter is better</title>
        """
            .formatted(Math.max(width, 2 * PANEL_WIDTH), LEGEND + rows * panelHeight, TEXT));
    legend();
    int index = 0;
    for (Map.Entry<String, String> history : histories.entrySet()) {
      int x = index % COLUMNS * PANEL_WIDTH;
      int y = LEGEND + index / COLUMNS * panelHeight;
      panel(history.getKey(), history.getValue(), x, y);
      index++;
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    int x = 4;
    for (int i = 0; i < ids.size(); i++) {
      String title = Report.title(results.facts().get("contestant " + ids.get(i)));
      rectangle(x, 8, 12, 12, COLOURS.get(i % COLOURS.size()));
      text(x + 18, 18, "start", title);
      x += 40 + title.length() * 7;
    }
    text(x, 18, "start", "┊ Maven alone");
  }

  private void panel(String history, String title, int left, int top) {
    double longest =
        results.measurements().stream()
            .filter(m -> m.history().equals(history) && m.succeeded())
            .mapToDouble(Measurement::seconds)
            .max()
            .orElse(1);
    double scale = (PANEL_WIDTH - LABEL_WIDTH - VALUE_WIDTH) / longest;
    int bars = left + LABEL_WIDTH;
    svg.append("<g font-weight=\"600\" font-size=\"13\">");
    text(left + 4, top + 20, "start", title + ", seconds");
    svg.append("</g>\n");
    int y = top + HEADING;
    for (Scenario scenario : Scenario.values()) {
      text(bars - 8, y + ids.size() * BAR / 2 + 4, "end", scenario.title());
      for (int i = 0; i < ids.size(); i++) {
        bar(history, scenario, i, bars, y + i * BAR, scale);
      }
      y += ids.size() * BAR + GAP;
    }
    double floor = bars + results.floor(history).orElse(0) * scale;
    svg.append(
        "<line x1=\"%.1f\" x2=\"%1$.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"2 3\"/>\n"
            .formatted(floor, top + HEADING - 4, y - GAP + 4, TEXT));
  }

  private void bar(String history, Scenario scenario, int contestant, int x, int y, double scale) {
    OptionalDouble seconds = results.seconds(history, scenario, ids.get(contestant));
    svg.append("<g font-size=\"9\">");
    if (seconds.isPresent()) {
      double width = seconds.getAsDouble() * scale;
      rectangle(x, y, width, BAR - 1, COLOURS.get(contestant % COLOURS.size()));
      text(x + width + 4, y + BAR - 1, "start", "%.1f".formatted(seconds.getAsDouble()));
    } else if (!results.failure(history, scenario, ids.get(contestant)).isEmpty()) {
      text(x + 2, y + BAR - 1, "start", "cannot build it");
    }
    svg.append("</g>\n");
  }

  private void rectangle(double x, double y, double width, double height, String colour) {
    svg.append(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>"
            .formatted(x, y, width, height, colour));
  }

  private void text(double x, double y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>"
            .formatted(x, y, anchor, escaped));
  }
}
