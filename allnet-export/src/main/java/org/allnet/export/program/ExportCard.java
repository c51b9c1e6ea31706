package org.allnet.export.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.Provenance;

/** What a reader has to know of an exported model, as Markdown: the README of every folder. */
public final class ExportCard {

  private ExportCard() {}

  /**
   * Returns the card of a model.
   *
   * @param program the model's steps
   * @param files what the folder holds, a line of Markdown each
   * @return Markdown, which begins with a title
   */
  public static String of(ModelProgram program, List<String> files) {
    ModelDescription model = program.description();
    List<String> lines = new ArrayList<>();
    lines.add("# " + title(program));
    lines.add("");
    lines.add("**" + ExportFacts.NOTICE + "**");
    if (model.provenance().synthetic()) {
      lines.add("");
      lines.add("It was trained on synthetic cells and knows nothing of blood.");
    }
    lines.add("");
    lines.add(
        "It tells the classes %s apart in microscope images of single cells. It was made with ALLNet."
            .formatted(String.join(", ", model.classes())));
    lines.add("");
    lines.add("## Files");
    lines.add("");
    files.forEach(file -> lines.add("- " + file));
    lines.add("");
    lines.add("## Input and output");
    lines.add("");
    lines.add(
        "- Input: float32 (batch, %d, %d, %d), RGB divided by 255, black where there is no cell. Segmentation in the model: %s."
            .formatted(
                program.channels(), program.side(), program.side(), program.segmentation().key()));
    if (model.input().crop() != 0) {
      lines.add(
          "- Cut the middle %1$d x %1$d pixels out of an image first."
              .formatted(model.input().crop()));
    }
    lines.add(
        "- An image of another size: pad it with black to a square, centred, then resize it bilinearly with antialiasing.");
    lines.add(
        "- Output: logits, (batch, %d), in the order %s. The softmax of the logits divided by %s gives the calibrated probabilities."
            .formatted(
                model.classes().size(), String.join(", ", model.classes()), program.temperature()));
    rule(lines, model);
    lines.add("");
    lines.add("## Training and validation");
    lines.add("");
    training(lines, model.provenance());
    lines.add("");
    lines.add("## Limits");
    lines.add("");
    lines.add(
        "It knows only images like those of its training: their stain, microscope and magnification. Here it answers about every image. ALLNet itself refuses images that are unlike its training, poor or empty; that part is not in this model. Measure it on images of your own before you trust it.");
    return String.join("\n", lines) + "\n";
  }

  /** {@return the title of a model, in letters, digits, spaces and hyphens} */
  public static String title(ModelProgram program) {
    return (program.description().title() + " leukaemia cell classifier")
        .replaceAll("[^A-Za-z0-9_+\\- ()]", " ");
  }

  private static void rule(List<String> lines, ModelDescription model) {
    OperatingPoint point = model.rule().point();
    if (point != null) {
      lines.add(
          "- Operating point: %s from a probability of %s."
              .formatted(model.positive(), point.threshold()));
    }
    ReferBand band = model.rule().band();
    if (band != null) {
      lines.add(
          "- Refer band: leave a cell to an expert if the probability of %s is from %s to %s."
              .formatted(model.positive(), band.low(), band.high()));
    }
  }

  private static void training(List<String> lines, Provenance from) {
    lines.add("- Data set: %s, fingerprint %s".formatted(from.dataset(), from.fingerprint()));
    lines.add("- Split: " + from.keptApartKey());
    if (!from.images().isEmpty()) {
      lines.add(
          "- Images: "
              + new TreeMap<>(from.images())
                  .entrySet().stream()
                      .map(one -> one.getValue() + " " + one.getKey())
                      .collect(Collectors.joining(", ")));
    }
    if (from.scale() != null) {
      lines.add("- Training images: " + from.scale().text());
    }
    ValidationMetrics.byKey(from.metrics())
        .forEach(
            (key, value) ->
                lines.add(
                    String.format(Locale.ROOT, "- %s on the validation fold: %.4f", key, value)));
    from.earlierWarning().ifPresent(warning -> lines.add("- " + warning));
  }
}
