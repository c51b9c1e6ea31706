package org.allnet.report.page;

import java.util.Base64;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.report.content.ExplanationCard;
import org.allnet.report.content.ExplanationReport;
import org.allnet.report.content.MapTrust;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/**
 * The explanations of a batch as one self-contained page without a script: the order of the images
 * is chosen by buttons whose state the style sheet reads.
 */
public final class ExplanationPage {

  private final ExplanationReport report;
  private final NeighboursBlock neighbours;

  private ExplanationPage(ExplanationReport report) {
    this.report = report;
    this.neighbours = new NeighboursBlock(report.neighbours());
  }

  /**
   * Returns the page.
   *
   * @param report what it tells
   * @return an HTML document that is also well-formed XML
   */
  public static String of(ExplanationReport report) {
    return new ExplanationPage(report).html();
  }

  private static final Comparator<ExplanationCard> BY_NAME =
      Comparator.comparing(ExplanationCard::image);

  /** In which order the images are; the first is that of the page as it is opened. */
  private enum Order {
    NAME("name", BY_NAME),
    CLASS("answer", Comparator.comparing(ExplanationCard::answer).thenComparing(BY_NAME)),
    PROBABILITY(
        "probability",
        Comparator.comparingDouble(ExplanationCard::probability).reversed().thenComparing(BY_NAME)),
    HEAT(
        "heat on the cell",
        Comparator.<ExplanationCard>comparingDouble(ExplanationPage::onCell)
            .thenComparing(BY_NAME));

    private final String words;
    private final Comparator<ExplanationCard> cards;

    Order(String words, Comparator<ExplanationCard> cards) {
      this.words = words;
      this.cards = cards;
    }

    /** {@return the name in the style sheet} */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static double onCell(ExplanationCard card) {
    return card.why().heatOnCell().orElse(-1);
  }

  private String html() {
    ExplanationMethod method = report.asked().method();
    String model = report.asked().model();
    Markup page =
        PageHead.of(
            "Explanations of " + model + " - ALLNet",
            StyleSheet.text() + ownStyle() + neighbours.style());
    page.open("body").open("main").open("header");
    page.element("p", "ALLNet explanations", "class", "eyebrow");
    page.element("h1", method.title() + " of " + Numbers.count(report.cards().size()) + images());
    page.element("p", "Model: " + model, "class", "question").close();
    page.element("p", RunReport.RESEARCH_USE, "class", "warning");
    report.warnings().forEach(warning -> page.element("p", sentence(warning), "class", "warning"));
    trusts()
        .forEach(
            trust ->
                page.element(
                    "p", sentence(trust.words()), "class", trust.fails() ? "warning" : "note"));
    explained().forEach(line -> page.element("p", line, "class", "note"));
    page.line().open("section").element("h2", "Images");
    for (Order order : Order.values()) {
      String id = "by-" + order.key();
      if (order == Order.NAME) {
        page.empty("input", "type", "radio", "name", "order", "id", id, "checked", "checked");
      } else {
        page.empty("input", "type", "radio", "name", "order", "id", id);
      }
      page.element("label", "by " + order.words, "for", id);
    }
    list(page);
    page.close().line();
    if (!report.aside().isEmpty()) {
      page.open("section").element("h2", "Not on this page, and why").open("ul");
      report.aside().forEach(line -> page.element("li", line));
      page.close().close().line();
    }
    page.close().line();
    page.open("footer").element("p", RunReport.RESEARCH_USE, "class", "use").close();
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static String sentence(String text) {
    String end = text.endsWith(".") ? "" : ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
  }

  private List<MapTrust> trusts() {
    return report.maps().trusts();
  }

  private String images() {
    return report.cards().size() == 1 ? " image" : " images";
  }

  private List<String> explained() {
    if (report.asked().method() == ExplanationMethod.FEATURES) {
      return List.of(
          "The model answers by features of the cell. Below each image are those that change the probability of the class most against what is usual: how much, which, and in brackets its value.");
    }
    return Stream.of(
            (report.maps().signed()
                    ? "Yellow places speak for the class, blue ones against it."
                    : "Yellow places speak for the class.")
                + " The white line is the cell's outline. Each picture has a scale of its own; the files in the folder overlay show it.",
            report.maps().resolution(),
            neighbours.explained(),
            "Heat on the cell and on the nucleus is the fraction of what speaks for the class. In brackets is the part of the image that the cell and the nucleus cover: heat without any preference would have that fraction. The nucleus is an estimate, the darker part of a cell that is cut out on black; in other images it is not known, and what counts as the cell is mostly nucleus.")
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String ownStyle() {
    StringBuilder style = new StringBuilder();
    for (Order order : Order.values()) {
      style.append("#by-%1$s:checked~.maps li{order:var(--%1$s)}".formatted(order.key()));
    }
    return style
        + "input[type=radio]{position:absolute;opacity:0}"
        + "label{display:inline-block;margin:0 .4rem .4rem 0;padding:.15rem .7rem;border:1px solid var(--rule);border-radius:1rem;cursor:pointer}"
        + "input:checked+label{border-color:var(--accent);color:var(--accent);font-weight:600}"
        + "input:focus-visible+label{outline:2px solid var(--accent)}";
  }

  private void list(Markup page) {
    Map<ExplanationCard, StringBuilder> styles = new IdentityHashMap<>();
    for (Order order : Order.values()) {
      int rank = 0;
      for (ExplanationCard card : report.cards().stream().sorted(order.cards).toList()) {
        styles
            .computeIfAbsent(card, none -> new StringBuilder())
            .append("--%s:%d;".formatted(order.key(), rank++));
      }
    }
    page.open("ul", "class", "cells maps");
    for (ExplanationCard card : report.cards()) {
      page.line().open("li", "style", String.valueOf(styles.get(card)));
      card(page, card);
      page.close();
    }
    page.close();
  }

  private void card(Markup page, ExplanationCard card) {
    ExplanationCard.Why why = card.why();
    page.empty(
        "img",
        "src",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(card.thumbnail()),
        "alt",
        "Where the model looked in " + card.image());
    page.element("b", card.answer());
    page.element(
        "span",
        "P(%s) %s, why %s: %s"
            .formatted(
                report.asked().positive(),
                Numbers.threshold(card.probability()),
                why.label(),
                why.score()));
    if (trusts().stream().anyMatch(MapTrust::fails)) {
      page.empty("br").element("span", "method fails for this model", "class", "badge wrong");
    }
    if (why.placeless()) {
      page.empty("br")
          .element("span", "a single place: tells nothing of places", "class", "badge wrong");
    }
    for (String line : why.found()) {
      page.empty("br").element("span", line);
    }
    page.empty("br").element("span", card.image(), "class", "file");
    neighbours.write(page, card.image());
  }
}
