package org.allnet.service.domain;

import java.util.Arrays;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.decision.UnlikeTraining;

/**
 * Where a cell is in the gallery. What needs a person most comes first: cells of the refer band,
 * then those that the model refuses, then the others from the most doubtful to the surest.
 *
 * @param stage what kind of answer the cell has
 * @param distance within a stage, how far from doubt, in millionths; the least first
 * @param number of the cell in its case, by which equals are ordered
 */
public record GalleryPlace(Stage stage, int distance, int number)
    implements Comparable<GalleryPlace> {

  private static final int MILLIONTHS = 1_000_000;

  /** What kind of answer a cell has, in the order of the gallery. */
  public enum Stage {
    /** In the refer band. */
    UNCERTAIN("uncertain"),
    /** Unlike the images of training. */
    UNLIKE_TRAINING("unlike training"),
    /** Of poor quality. */
    POOR_IMAGE("poor image"),
    /** Nothing is to be seen. */
    NOTHING_TO_SEE("nothing to see"),
    /** A class is proposed. */
    PROPOSED("proposed"),
    /** No model has answered, or the reader must not see what it said. */
    NO_ANSWER("no answer");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    /** {@return the stage in a word or two} */
    public String words() {
      return words;
    }

    /** {@return whether the model leaves the cell to a person} */
    public boolean isReferred() {
      return compareTo(PROPOSED) < 0;
    }
  }

  /**
   * Refuses what is no place.
   *
   * @throws InputException if {@code distance} is negative or {@code number} below 1
   */
  public GalleryPlace {
    if (distance < 0 || number < 1) {
      throw new InputException(
          "gallery: there is no place %d of cell %d".formatted(distance, number));
    }
  }

  /**
   * Returns where a proposal puts a cell.
   *
   * @param proposal what the model says
   * @param number of the cell in its case
   */
  public static GalleryPlace of(Proposal proposal, int number) {
    if (proposal.decision() instanceof Decision.Predicted predicted) {
      double doubt =
          predicted.basis() instanceof Decision.OfThreshold side
              ? Math.abs(side.probability() - side.threshold())
              : proposal.margin();
      return new GalleryPlace(Stage.PROPOSED, millionths(doubt), number);
    }
    ReferralReason reason = ((Decision.Referred) proposal.decision()).reason();
    if (reason instanceof ReferralReason.Uncertain uncertain) {
      double middle = (uncertain.band().low() + uncertain.band().high()) / 2;
      return new GalleryPlace(
          Stage.UNCERTAIN, millionths(Math.abs(uncertain.probability() - middle)), number);
    }
    return new GalleryPlace(refusal(reason), 0, number);
  }

  private static Stage refusal(ReferralReason reason) {
    if (reason instanceof UnlikeTraining) {
      return Stage.UNLIKE_TRAINING;
    }
    if (reason instanceof PoorImage) {
      return Stage.POOR_IMAGE;
    }
    if (reason instanceof NothingToSee) {
      return Stage.NOTHING_TO_SEE;
    }
    throw new IllegalArgumentException("has no place in the gallery: " + reason.key());
  }

  private static int millionths(double of) {
    return (int) Math.round(of * MILLIONTHS);
  }

  /**
   * Returns the place that a text says.
   *
   * @param text what {@link #key} gives
   * @throws InputException if it is anything else
   */
  public static GalleryPlace parse(String text) {
    int[] parts =
        Arrays.stream(text.split("-", -1))
            .map(Decimal::whole)
            .mapToInt(part -> part.isPresent() ? small(part.getAsLong()) : -1)
            .toArray();
    boolean isPlace =
        parts.length == 3
            && Arrays.stream(parts).allMatch(part -> part >= 0)
            && parts[0] < Stage.values().length;
    if (!isPlace) {
      throw new InputException("gallery: the text is no place");
    }
    return new GalleryPlace(Stage.values()[parts[0]], parts[1], parts[2]);
  }

  private static int small(long number) {
    return number > Integer.MAX_VALUE ? -1 : (int) number;
  }

  /** {@return the place as text, by which the next page is asked for} */
  public String key() {
    return stage.ordinal() + "-" + distance + "-" + number;
  }

  @Override
  public int compareTo(GalleryPlace other) {
    int byStage = stage.compareTo(other.stage);
    int byDistance = byStage != 0 ? byStage : Integer.compare(distance, other.distance);
    return byDistance != 0 ? byDistance : Integer.compare(number, other.number);
  }
}
