package org.allnet.inference.image.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.image.VisiblePart;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.image.quality.ForegroundLevel;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * Tells images of which a model can see nothing: those that are even, and those of which its crop
 * or its segmentation leaves nothing, at the image's own size or at that of one of its networks. A
 * small network's input would hide that a cell is cut away: there a single mixed pixel can be more
 * than what has to be kept. Networks that see the image beside its segmented copy need both: half
 * of what they see would be black. None of these images gets an answer. Training and evaluation
 * leave out those that {@linkplain NothingToSee#isOfImage show nothing themselves}, and evaluate a
 * model on the others all the same. Thread-safe.
 *
 * @param input what is done to a cell before a network sees it
 * @param sizes the sides of the networks' inputs in pixels; none for features of the image at its
 *     own size, which is always looked at
 * @param device where to segment
 */
public record SightCheck(InputOptions input, List<Integer> sizes, ComputeDevice device) {

  /**
   * A larger image is looked at reduced to this side in pixels, so that it takes no more memory.
   */
  private static final int MOST_OWN = 512;

  /** Copies {@code sizes}, so that nothing changes it from outside. */
  public SightCheck {
    sizes = sizes.stream().distinct().sorted().toList();
  }

  /** {@return whether the networks see what segmentation leaves, alone or beside the image} */
  public boolean canErase() {
    return input.segmentation() != SegmentationMode.NONE;
  }

  /**
   * Looks at an image.
   *
   * @param cell a decoded image
   * @return why nothing is to be seen of it; empty if it can be answered
   */
  public Optional<NothingToSee> look(CellPixels cell) {
    return look(cell, VisiblePart.of(cell));
  }

  /**
   * Looks at an image of which it is known whether it shows something itself.
   *
   * @param cell a decoded image
   * @param whole how much is to be seen of it
   * @return why nothing is to be seen of it; empty if it can be answered
   */
  public Optional<NothingToSee> look(CellPixels cell, VisiblePart whole) {
    VisiblePart visible = whole;
    Optional<ImageFlaw> flaw = ImageFlaw.of(cell, visible);
    if (flaw.isPresent()) {
      return flaw.map(NothingToSee.OfImage::new);
    }
    CellPixels cropped = input.cropped(cell);
    if (cropped != cell) {
      visible = VisiblePart.of(cropped);
      if (!visible.isEnough()) {
        return Optional.of(new NothingToSee.EvenMiddle(visible, input.crop()));
      }
    }
    if (!canErase()) {
      return Optional.empty();
    }
    ForegroundLevel shown = ForegroundLevel.of(cropped);
    int side = Math.max(cropped.frameHeight(), cropped.frameWidth());
    int own = sizes.isEmpty() ? InputOptions.OWN_SIZE : Math.min(side, MOST_OWN);
    double least = input.keptFraction(cropped, shown, own, device);
    for (int size : sizes.stream().filter(size -> size != own).toList()) {
      least = Math.min(least, input.keptFraction(cropped, shown, size, device));
    }
    double kept = visible.proportion(least, shown.area(), cropped);
    return kept < input.segmentation().leastKeptFraction()
        ? Optional.of(
            new NothingToSee.Erased(
                input.segmentation(),
                kept,
                input.segmentation().leastKeptFraction(),
                input.stacked()))
        : Optional.empty();
  }

  /**
   * Looks at images, side by side.
   *
   * @param cells decoded images
   * @return the same as {@link #look(CellPixels)} for each
   */
  public List<Optional<NothingToSee>> look(List<CellPixels> cells) {
    return each(cells.size(), i -> look(cells.get(i)));
  }

  /**
   * Looks at images of which it is known whether they show something themselves, side by side.
   *
   * @param cells decoded images
   * @param whole how much is to be seen of each
   * @return the same as {@link #look(CellPixels, VisiblePart)} for each
   */
  public List<Optional<NothingToSee>> look(List<CellPixels> cells, List<VisiblePart> whole) {
    return each(cells.size(), i -> look(cells.get(i), whole.get(i)));
  }

  private static List<Optional<NothingToSee>> each(
      int count, IntFunction<Optional<NothingToSee>> look) {
    @Nullable Object[] found = new @Nullable Object[count];
    // Else they would be looked at one after the other: nothing is recorded side by side.
    try (NoGradGuard guard = new NoGradGuard()) {
      ParallelTasks.each(count, i -> found[i] = look.apply(i).orElse(null));
    }
    List<Optional<NothingToSee>> all = new ArrayList<>();
    for (Object one : found) {
      all.add(Optional.ofNullable((NothingToSee) one));
    }
    return all;
  }
}
