package org.allnet.cli.network;

import java.util.function.Consumer;
import org.allnet.cli.terminal.AcceptAnythingMixin;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.inference.Classification;
import org.allnet.inference.ModelFacts;
import picocli.CommandLine.Mixin;

/** The option that lets a model answer about what it would refuse, and how answers say so. */
public final class AcceptanceMixin {

  static final String OPTION = AcceptAnythingMixin.OPTION;

  @Mixin
  private AcceptAnythingMixin asked =
      new AcceptAnythingMixin(
          "Also answer about images that the model refuses: unlike the images of training, or poor."
              + " Such answers mean nothing; each is marked.");

  boolean isWanted() {
    return asked.isWanted();
  }

  /**
   * Says once what a model can't tell, and what the option does.
   *
   * @param facts the model's
   * @param status is told
   * @param refuse refuses the option for a reason, if it was given
   */
  void check(ModelFacts facts, Consumer<String> status, Consumer<String> refuse) {
    if (!facts.refusesImages()) {
      refuse.accept("here: the model refuses no image");
      status.accept("note: " + RefusedBatch.CANT_TELL);
    }
    if (asked.isWanted()) {
      status.accept(
          "warning: --accept-anything: images that the model would refuse are answered all the same; such answers mean nothing");
    }
  }

  /** Why an answer is as it is, for a file. */
  static String reason(Classification cell) {
    String reason = DecisionWords.reason(cell.decision());
    return cell.overruled()
        .map(
            refusal ->
                "accepted by "
                    + OPTION
                    + " although "
                    + DecisionWords.reason(refusal)
                    + "; "
                    + reason)
        .orElse(reason);
  }

  /** What is added to the line of an image that is referred, or was accepted all the same. */
  static String mark(Classification cell) {
    return cell.overruled()
        .map(refusal -> "  (" + OPTION + "; else " + DecisionWords.shortly(refusal) + ")")
        .or(() -> cell.referred().map(reason -> "  (" + DecisionWords.shortly(reason) + ")"))
        .orElse("");
  }
}
