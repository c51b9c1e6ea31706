package org.allnet.cli.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageFiles;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.explanation.MapCheckJson;
import org.allnet.explain.Explainer;
import org.allnet.explain.ImageSet;
import org.allnet.explain.MethodCheck;
import org.allnet.explain.SetImage;
import org.allnet.report.content.MapTrust;

/** Whether a method's maps of a model can be believed: as training found, and as measured now. */
final class MapTrusts {

  private static final String CHECK = "check.json";

  private final Explainer explainer;
  private final Path out;
  private final Consumer<String> printed;
  private final IntFunction<Progress> bars;

  /**
   * Creates what has measured nothing yet.
   *
   * @param explainer makes the maps
   * @param out the folder where what is measured is written
   * @param printed takes lines of what is measured
   * @param bars starts to show so many steps
   */
  MapTrusts(Explainer explainer, Path out, Consumer<String> printed, IntFunction<Progress> bars) {
    this.explainer = explainer;
    this.out = out;
    this.printed = printed;
    this.bars = bars;
  }

  /**
   * Returns what is known of the maps. The features of learners are no maps.
   *
   * @param images that are explained
   * @param check whether the method is to be measured on some of them
   */
  List<MapTrust> of(List<ImageFiles.Named> images, boolean check) {
    List<MapTrust> trusts = new ArrayList<>();
    if (explainer.method() != ExplanationMethod.FEATURES) {
      Optional<MapCheck> now = check ? measured(images) : Optional.empty();
      MapTrust ofTraining = ofTraining();
      if (now.isEmpty() || ofTraining.isChecked()) {
        trusts.add(ofTraining);
      }
      now.map(MapTrust::of).ifPresent(trusts::add);
    }
    return trusts;
  }

  /** What the model file says of the method. */
  private MapTrust ofTraining() {
    return explainer
        .check()
        .map(MapTrust::ofTraining)
        .orElseGet(
            () ->
                new MapTrust(
                    null,
                    explainer.method().title()
                        + " is not checked for this model; --check does it"));
  }

  /** Checks the method on some of the images, and prints what came of it. */
  private Optional<MapCheck> measured(List<ImageFiles.Named> images) {
    Map<String, CellPixels> examples = CheckExamples.of(images);
    Optional<MapCheck> result;
    try (Progress progress = bars.apply(MethodCheck.steps(examples.size()))) {
      result =
          new ImageSet(
                  examples.keySet().stream().map(SetImage::unlabelled).toList(),
                  name -> Objects.requireNonNull(examples.get(name)))
              .check(explainer, progress::reach);
    }
    result.ifPresent(
        found -> {
          printed.accept("check: " + found.verdict());
          found.lines().forEach(line -> printed.accept("  " + line));
          AtomicFile.writeText(out.resolve(CHECK), JsonOutput.text(MapCheckJson.of(found)) + "\n");
        });
    return result;
  }
}
