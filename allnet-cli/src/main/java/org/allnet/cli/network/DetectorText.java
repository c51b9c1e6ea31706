package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Counted;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.KnownImages;
import org.allnet.detect.model.NetworkTraining;

/** What a detector's file says of itself, as lines and for programs. */
final class DetectorText {

  private DetectorText() {}

  /** {@return it for a reader} */
  static List<String> lines(DetectorDescription detector) {
    NetworkTraining from = detector.training();
    List<String> lines = synthetic(from, "fields");
    lines.add(
        Sentence.of(
                "a detector, which finds cells in whole fields; it is asked by %s",
                Invocation.of("detect run"))
            .in(CommandLineWording.TYPED));
    lines.add("recipe %s, %s".formatted(detector.recipe(), ParameterWords.of(detector)));
    lines.add(
        "network: %s, input %d x %d"
            .formatted(detector.network(), detector.inputSize(), detector.inputSize()));
    lines.add(
        "classes, each with its least score: "
            + IntStream.range(0, detector.classes().size())
                .mapToObj(
                    i ->
                        String.format(
                            Locale.ROOT,
                            "%s %.3f",
                            detector.classes().get(i),
                            detector.operatingPoints().get(i)))
                .collect(Collectors.joining(", ")));
    lines.add(
        String.format(
            Locale.ROOT,
            "of boxes of a class that overlap by more than %.2f the best is kept, of a field at most %d%s",
            detector.suppressionIou(),
            detector.mostBoxes(),
            detector.suppression().hasVotes()
                ? String.format(
                    Locale.ROOT,
                    "; it moves to the mean of those that overlap it by %.2f or more, weighted by score",
                    detector.votingIou())
                : ""));
    Double redCell = detector.redCell();
    lines.add(
        redCell == null
            ? "its training had too few red cells to tell a scale"
            : String.format(
                Locale.ROOT,
                "red cells of its training are %.0f pixels wide in the input",
                redCell * detector.inputSize()));
    lines.add(
        "trained on %s of %s, chosen on %s, epoch %d of %d, seed %d"
            .formatted(
                Counted.of(from.trainingFields(), "field").withCommas(),
                from.dataset(),
                Counted.of(from.validationFields(), "field").withCommas(),
                from.epoch(),
                from.epochs(),
                from.seed()));
    KnownImages seen = detector.seen();
    lines.add(
        seen == null
            ? "images: the file does not say which it was trained on"
            : "images by content: %d trained on, %d chosen on"
                .formatted(seen.trainedOn().size(), seen.chosenOn().size()));
    lines.addAll(made(from, "fields"));
    return lines;
  }

  /**
   * {@return what a reader must know first, in a list that may be added to}
   *
   * @param from a network's training
   * @param images what its images are called
   */
  static List<String> synthetic(NetworkTraining from, String images) {
    List<String> lines = new ArrayList<>();
    if (from.ofSyntheticFields()) {
      lines.add("SYNTHETIC: trained on synthetic %s; it knows nothing of blood".formatted(images));
    }
    return lines;
  }

  /**
   * {@return what a network was made of and by, and what it reaches}
   *
   * @param from its training
   * @param images what its images are called
   */
  static List<String> made(NetworkTraining from, String images) {
    List<String> lines = new ArrayList<>();
    NetworkTraining.Provenance made = from.provenance();
    if (made != null) {
      lines.add(
          "%s: fingerprint %s, parts %s (split %s)"
              .formatted(images, made.fingerprint(), made.parts().key(), made.split()));
      lines.add(
          "recipe's values: "
              + made.recipe().entrySet().stream()
                  .map(entry -> entry.getKey() + " = " + entry.getValue())
                  .collect(Collectors.joining(", ")));
    }
    lines.add(from.made());
    if (!from.metrics().isEmpty()) {
      lines.add(
          "on its validation %s: ".formatted(images) + ValidationText.rounded(from.metrics()));
    }
    return lines;
  }

  /** {@return it for a program} */
  static Map<String, Object> map(DetectorDescription detector) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "detector");
    ParameterWords.put(map, detector);
    map.put("detector", detector);
    return map;
  }
}
