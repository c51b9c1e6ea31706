package org.allnet.cli.explanation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.NamedCell;
import org.allnet.explain.CorrectedImage;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.plot.Markup;

/**
 * The neighbours that corrected the answers of a batch, with their votes, as pictures.
 *
 * @param classes the classes
 * @param images what became of each image, by its name
 * @param numbers the number of each picture in the style sheet, by the image's name
 * @param style the pictures, each of which is on the page once
 */
record Neighbours(
    ClassSet classes,
    Map<String, CorrectedImage> images,
    Map<String, Integer> numbers,
    String style) {

  static final Neighbours NONE =
      new Neighbours(ClassSet.of(List.of("all", "hem")), Map.of(), Map.of(), "");

  /** The neighbours of a batch. */
  static Neighbours of(ClassSet classes, List<NamedCell> cells, List<CorrectedImage> corrected) {
    Map<String, CorrectedImage> images = new LinkedHashMap<>();
    corrected.forEach(one -> images.put(one.image(), one));
    Map<String, Integer> numbers = new LinkedHashMap<>();
    StringBuilder style =
        new StringBuilder(
            ".voters{display:flex;flex-wrap:wrap;gap:.3rem;margin:.3rem 0 0;padding:0;list-style:none}"
                + ".voters li{border:0;padding:0;width:4.2rem;font-size:.72rem}"
                + ".voters i{display:block;width:100%;aspect-ratio:1;background:#000 center/contain no-repeat;border-radius:3px}");
    for (NamedCell cell : cells) {
      numbers.put(cell.name(), numbers.size());
      style.append(
          ".v%d i{background-image:url(data:image/png;base64,%s)}"
              .formatted(
                  numbers.size() - 1,
                  Base64.getEncoder().encodeToString(ExampleCells.png(cell.pixels()))));
    }
    return new Neighbours(classes, images, numbers, style.toString());
  }

  /** {@return what a reader has to know of them; empty if there are none} */
  String explained() {
    if (images.isEmpty()) {
      return "";
    }
    int mixtures = images.values().iterator().next().mixtures();
    return mixtures == 0
        ? "The model corrects images by each other, but these are too few for it: their answers stay as they are."
        : "The model corrects these images by each other. Neighbours were looked for %d times. Below each image are those that were among its neighbours most often, itself first: how often, and what they voted for. The votes are those of the last pass. The fraction of labelings is the model's answer to this batch; in another batch it may differ."
            .formatted(mixtures);
  }

  /** Writes the neighbours of an image. */
  void write(Markup page, String image) {
    CorrectedImage corrected = images.get(image);
    if (corrected == null || corrected.voters().isEmpty()) {
      return;
    }
    page.empty("br").element("span", words(corrected)).open("ul", "class", "voters");
    for (CorrectedImage.Voter voter : corrected.voters()) {
      page.open("li", "class", "v" + numbers.get(voter.image()), "title", voter.image());
      boolean itself = voter.image().equals(image);
      page.element(
          "i", "", "role", "img", "aria-label", itself ? "itself" : voter.image());
      page.element(
          "span",
          "%s%d x %s"
              .formatted(itself ? "itself, " : "", voter.times(), vote(voter)));
      page.close();
    }
    page.close();
  }

  /** What an image voted for, in most of its votes. */
  private String vote(CorrectedImage.Voter voter) {
    if (2 * voter.positive() == voter.times()) {
      return "both";
    }
    String positive = classes.positiveName();
    return 2 * voter.positive() > voter.times()
        ? positive
        : classes.names().get(1 - classes.positive());
  }

  private String words(CorrectedImage of) {
    return String.format(
        Locale.ROOT,
        "corrected by neighbours: %s in %.0f %% of labelings, P(%s) %.2f before",
        classes.positiveName(),
        100 * of.corrected(),
        classes.positiveName(),
        of.first());
  }

  /** {@return a line for each image} */
  List<String> lines() {
    return images.values().stream()
        .filter(one -> !one.voters().isEmpty())
        .map(one -> one.image() + "  " + words(one))
        .toList();
  }

  /** {@return everything, for programs} */
  String json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (CorrectedImage image : images.values()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("image", image.image());
      one.put("probabilityBefore", image.first());
      one.put("corrected", image.corrected());
      one.put("mixtures", image.mixtures());
      one.put(
          "neighbours",
          image.voters().stream()
              .map(
                  voter -> {
                    Map<String, Object> vote = new LinkedHashMap<>();
                    vote.put("image", voter.image());
                    vote.put("times", voter.times());
                    vote.put("votesForPositive", voter.positive());
                    return vote;
                  })
              .toList());
      all.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", 1);
    json.put("positive", classes.positiveName());
    json.put("images", all);
    return JsonOutput.text(json) + "\n";
  }
}
