package org.allnet.cli.network;

import java.util.function.Consumer;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.data.Counted;
import org.allnet.data.RunException;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.Explainer;
import org.allnet.explain.ExplanationOptions;
import org.allnet.explain.ImageSet;
import org.allnet.explain.MethodCheck;
import org.allnet.explain.SetImage;
import org.allnet.inference.Classifier;
import org.allnet.training.run.MapChecker;
import org.jspecify.annotations.Nullable;

/**
 * Checks the default method on images that a fold model was not trained on.
 *
 * @param status is told what is done
 */
public record FoldMapChecker(Consumer<String> status) implements MapChecker {

  @Override
  public @Nullable MapCheck check(Work work) {
    int most = MethodCheck.affordable(work.answers());
    if (most == 0) {
      return null;
    }
    try (Classifier classifier =
        Classifier.builder(work.model()).device(work.device()).mode(work.mode()).open()) {
      if (!classifier.model().answersByNetworks()) {
        return null;
      }
      ImageSet images =
          new ImageSet(
                  work.images().stream()
                      .map(image -> new SetImage(image.name(), image.person(), image.label()))
                      .toList(),
                  work.cells())
              .spread(most);
      status.accept(
          "checks on %s whether its maps can be believed"
              .formatted(Counted.of(images.images().size(), "image")));
      return images
          .check(new Explainer(classifier, ExplanationOptions.DEFAULTS), done -> {})
          .orElse(null);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (e instanceof RunException failed && failed.isInterrupt()) {
        throw failed;
      }
      // The training is not lost for want of a check.
      status.accept("note: its maps could not be checked: " + FailureLine.of(e));
      return null;
    }
  }
}
