package org.allnet.network.input;

import java.util.Locale;
import org.allnet.data.image.VisiblePart;
import org.allnet.network.segmentation.SegmentationMode;

/** Why a model says nothing of an image: there is nothing that it could see. */
public sealed interface NothingToSee permits NothingToSee.Even, NothingToSee.Erased {

  /** {@return the reason for a reader, part of a sentence that begins with the image} */
  String reason();

  /** {@return a word for programs: {@code even} or {@code erased}} */
  String key();

  /**
   * The image is blank, of one colour, or as good as.
   *
   * @param visible how much of it differs from an even ground
   */
  record Even(VisiblePart visible) implements NothingToSee {

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see: %.2f %% of its pixels differ from an even ground, and a cell needs %.1f %%",
          100 * visible.share(),
          100 * VisiblePart.LEAST);
    }

    @Override
    public String key() {
      return "even";
    }
  }

  /**
   * Segmentation leaves nothing of it.
   *
   * @param mode how the model segments
   * @param keptShare the proportion of the visible pixels, neither black nor even ground, that is
   *     left, in [0,1]
   */
  record Erased(SegmentationMode mode, double keptShare) implements NothingToSee {

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see: segmentation '%s' keeps %.2f %% of what is visible of it, and %.1f %% are needed",
          mode.key(),
          100 * keptShare,
          100 * mode.leastKeptShare());
    }

    @Override
    public String key() {
      return "erased";
    }
  }
}
