package org.allnet.cli.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Counted;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.detect.model.SegmenterDescription;

/** What a segmenter's file says of itself, as lines and for programs. */
final class SegmenterText {

  private SegmenterText() {}

  /** {@return it for a reader} */
  static List<String> lines(SegmenterDescription segmenter) {
    NetworkTraining from = segmenter.training();
    List<String> lines = DetectorText.synthetic(from, "images");
    lines.add(
        Sentence.of(
                "a segmenter, which outlines cells that a detector has found, and their nuclei; it is asked by %s",
                Invocation.of("detect run"))
            .in(CommandLineWording.TYPED));
    lines.add(
        String.format(
            Locale.ROOT,
            "network: %s, %s, input %d x %d, which is %.2f times the longer side of a box",
            segmenter.network(),
            ParameterWords.of(segmenter),
            segmenter.inputSize(),
            segmenter.inputSize(),
            segmenter.window()));
    lines.add(
        "trained on %s of cells of %s, measured on %s, epoch %d of %d, seed %d"
            .formatted(
                Counted.of(from.trainingFields(), "image").withCommas(),
                from.dataset(),
                Counted.of(from.validationFields(), "image").withCommas(),
                from.epoch(),
                from.epochs(),
                from.seed()));
    lines.addAll(DetectorText.made(from, "images"));
    return lines;
  }

  /** {@return it for a program} */
  static Map<String, Object> map(SegmenterDescription segmenter) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "segmenter");
    ParameterWords.put(map, segmenter);
    map.put("segmenter", segmenter);
    return map;
  }
}
