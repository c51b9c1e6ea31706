package org.allnet.evaluation.decision;

import java.util.Locale;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.image.VisiblePart;

/**
 * An image is referred because there is nothing in it that the model could see. Either the image
 * itself shows nothing, or what the model does to it leaves nothing.
 */
public sealed interface NothingToSee extends ReferralReason
    permits NothingToSee.OfImage, NothingToSee.EvenMiddle, NothingToSee.Erased {

  /** {@return the reason for a reader, part of a sentence that begins with the image} */
  String reason();

  /**
   * {@return a word for programs: {@code even}, {@code small}, {@code long}, {@code mask}, {@code
   * noise}, {@code even-middle} or {@code erased}}
   */
  @Override
  String key();

  /**
   * {@return whether the image itself shows nothing, whatever looks at it}. Nobody trains on such
   * images or evaluates a system by them. Those that only this model can't see are trained on and
   * evaluated, so that no model chooses the images that it is evaluated on.
   */
  boolean isOfImage();

  /** {@return what happened to several images, part of a sentence that goes on with how many} */
  String ofSeveral();

  /**
   * The image itself shows nothing: it is blank, too small, a strip, a mask or noise.
   *
   * @param flaw which of them
   */
  record OfImage(ImageFlaw flaw) implements NothingToSee {

    @Override
    public String reason() {
      return flaw.reason();
    }

    @Override
    public String key() {
      return flaw.key();
    }

    @Override
    public boolean isOfImage() {
      return true;
    }

    @Override
    public String ofSeveral() {
      return "there is nothing to see in";
    }
  }

  /**
   * The image shows something, but not in its middle, which is all that the model looks at.
   *
   * @param visible how much of the middle differs from an even ground
   * @param side side of the middle in pixels
   */
  record EvenMiddle(VisiblePart visible, int side) implements NothingToSee {

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see: the model looks at its middle %d x %d pixels alone, of which %.2f %% differ from an even ground, and a cell needs %.1f %%",
          side,
          side,
          100 * visible.fraction(),
          100 * VisiblePart.LEAST);
    }

    @Override
    public String key() {
      return "even-middle";
    }

    @Override
    public boolean isOfImage() {
      return false;
    }

    @Override
    public String ofSeveral() {
      return "the middle %d x %d pixels (crop = %d) show nothing of".formatted(side, side, side);
    }
  }

  /**
   * Segmentation leaves nothing of it, which is all that the model sees or the half of it.
   *
   * @param segmentation how the model segments
   * @param keptFraction the proportion of the visible pixels, neither black nor even ground, that
   *     is left, in [0,1]
   * @param leastFraction the proportion that is needed, in [0,1]
   * @param ofCopy whether the model sees the image too, beside this segmented copy
   */
  record Erased(
      SegmentationMode segmentation, double keptFraction, double leastFraction, boolean ofCopy)
      implements NothingToSee {

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see%s: segmentation '%s' keeps %.2f %% of what is visible of it, and %.1f %% are needed",
          ofCopy ? " of the segmented copy that the model looks at beside the image" : "",
          segmentation.key(),
          100 * keptFraction,
          100 * leastFraction);
    }

    @Override
    public String key() {
      return "erased";
    }

    @Override
    public boolean isOfImage() {
      return false;
    }

    @Override
    public String ofSeveral() {
      return "segmentation '%s' leaves nothing to see of%s"
          .formatted(segmentation.key(), ofCopy ? " the segmented copies of" : "");
    }
  }
}
