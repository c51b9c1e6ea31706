package org.allnet.report.page;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.allnet.evaluation.explanation.CorrectedImage;
import org.allnet.report.content.Neighbours;
import org.allnet.report.plot.Markup;

/** The neighbours of images, as pictures of which each is on the page once. */
final class NeighboursBlock {

  private final Neighbours neighbours;

  /** The number of each picture in the style sheet, by the image's name. */
  private final Map<String, Integer> numbers = new HashMap<>();

  NeighboursBlock(Neighbours neighbours) {
    this.neighbours = neighbours;
    neighbours.pictures().keySet().forEach(image -> numbers.put(image, numbers.size()));
  }

  /** {@return the pictures; empty if there are none} */
  String style() {
    if (neighbours.pictures().isEmpty()) {
      return "";
    }
    StringBuilder style =
        new StringBuilder(
            ".voters{display:flex;flex-wrap:wrap;gap:.3rem;margin:.3rem 0 0;padding:0;list-style:none}"
                + ".voters li{border:0;padding:0;width:4.2rem;font-size:.72rem}"
                + ".voters i{display:block;width:100%;aspect-ratio:1;background:#000 center/contain no-repeat;border-radius:3px}");
    neighbours
        .pictures()
        .forEach(
            (image, png) ->
                style.append(
                    ".v%d i{background-image:url(data:image/png;base64,%s)}"
                        .formatted(numbers.get(image), Base64.getEncoder().encodeToString(png))));
    return style.toString();
  }

  /** {@return what a reader has to know of them; empty if there are none} */
  String explained() {
    if (neighbours.images().isEmpty()) {
      return "";
    }
    int mixtures = neighbours.images().get(0).mixtures();
    return mixtures == 0
        ? "The model corrects images by each other, but these are too few for it: their answers stay as they are."
        : "The model corrects these images by each other. Neighbours were looked for %d times. Below each image are those that were among its neighbours most often, itself first: how often, and what they voted for. The votes are those of the last pass. The fraction of labelings is the model's answer to this batch; in another batch it may differ."
            .formatted(mixtures);
  }

  /** Writes the neighbours of an image. */
  void write(Markup page, String image) {
    CorrectedImage corrected = neighbours.of(image);
    if (corrected == null) {
      return;
    }
    page.empty("br").element("span", neighbours.words(corrected)).open("ul", "class", "voters");
    for (CorrectedImage.Voter voter : corrected.voters()) {
      page.open("li", "class", "v" + numbers.get(voter.image()), "title", voter.image());
      boolean itself = voter.image().equals(image);
      page.element("i", "", "role", "img", "aria-label", itself ? "itself" : voter.image());
      page.element(
          "span",
          "%s%d x %s".formatted(itself ? "itself, " : "", voter.times(), neighbours.vote(voter)));
      page.close();
    }
    page.close();
  }
}
