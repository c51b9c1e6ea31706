package org.allnet.detect.tile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;

/**
 * Which ordinary fields show red cells in another size than a detector has learned, so that it has
 * to look at them tile by tile. What was found out of a field holds for those of its group. If all
 * of a group are {@linkplain #learn told of} before one is asked about, their order does not
 * matter. Not for several threads.
 *
 * @param <G> what tells fields of one microscope and size from others
 */
public final class FieldSizes<G> {

  /**
   * Fields without red cells say nothing of others, so that some are looked at again at several
   * scales.
   */
  public static final int MOST_PROBES = 3;

  /**
   * If so many fields have one with red cells of the learned size, all are taken for such. In fewer
   * it is rather debris that looks like red cells.
   */
  public static final int FIELDS_PER_FIT = 10;

  private final LearnedSize learned;
  private final CellFinder finder;
  private final Consumer<Unscaled> doubts;

  /** Unknown for groups whose red cells are of the learned size; no value if nobody knows. */
  private final Map<G, FieldScale> scales = new HashMap<>();

  private final Map<G, Integer> probes = new HashMap<>();

  /**
   * Starts without a field.
   *
   * @param learned the size of red cells that the detector has learned
   * @param finder the detector
   * @param doubts is told of each field whose scale nobody knows and in which too few red cells of
   *     the learned size were found
   */
  public FieldSizes(LearnedSize learned, CellFinder finder, Consumer<Unscaled> doubts) {
    this.learned = learned;
    this.finder = finder;
    this.doubts = doubts;
  }

  /**
   * A field that was looked at as a whole.
   *
   * @param width in pixels
   * @param height in pixels
   * @param cells what was found
   * @param said the scale that is said of it; unknown if nobody does
   * @param doubted whether a look at that scale has shown that it is wrong
   */
  public record Whole(
      int width, int height, List<Detection> cells, FieldScale said, boolean doubted) {

    /** A field whose scale nothing contradicts yet. */
    public Whole(int width, int height, List<Detection> cells, FieldScale said) {
      this(width, height, cells, said, false);
    }

    /** {@return the same field, its scale doubted} */
    public Whole asDoubted() {
      return new Whole(width, height, cells, said, true);
    }
  }

  /**
   * A field of unknown scale.
   *
   * @param times how large its red cells are, as a multiple of the learned size; empty if next to
   *     none were found
   * @param usual how large red cells would have to be to be of the learned size, in pixels
   */
  public record Unscaled(OptionalDouble times, double usual) {

    /** {@return why the size is not known, as the beginning of a sentence} */
    public String why() {
      return times.isPresent()
          ? String.format(
              Locale.ROOT,
              "its red cells are %.1f times as large as those that the detector has learned",
              times.getAsDouble())
          : "next to no red cells were found";
    }
  }

  /**
   * Returns whether red cells were found in the whole of a field in the size that the detector has
   * learned: then it is looked at as a whole, whatever else is known.
   *
   * @param field with what was found in it
   */
  public boolean fits(Whole field) {
    return learned.isShown(field.cells(), field.width(), field.height());
  }

  /**
   * Finds out in which size red cells appear in the fields of a group, before any of them is looked
   * at by tiles. What one of them tells then holds for all, also for those before it.
   *
   * @param group the fields'
   * @param fields all of the group that could be read; those in which most cells were found are
   *     looked at by several scales if that has to be, the first of equals first
   * @param pictures opens the pixels of a field by its place among these
   */
  public void learn(G group, List<Whole> fields, IntFunction<PictureRegions> pictures) {
    long fitting = fields.stream().filter(this::fits).count();
    if (fitting * FIELDS_PER_FIT >= fields.size()) {
      scales.put(group, FieldScale.unknown(0));
      return;
    }
    for (int i : richest(fields)) {
      if (scales.containsKey(group)) {
        break;
      }
      Whole field = fields.get(i);
      if (!fits(field) && isOpen(field) && mayProbe(group)) {
        try (PictureRegions picture = pictures.apply(i)) {
          probe(group, field, picture);
        } catch (InputException e) {
          continue; // it is told of when it is looked at again
        }
      }
    }
    if (fields.stream().anyMatch(this::isOpen)) {
      probes.put(group, MOST_PROBES);
    }
  }

  /** The places of fields, those with most cells first: ground and the film's end tell nothing. */
  private static List<Integer> richest(List<Whole> fields) {
    return IntStream.range(0, fields.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> -fields.get(i).cells().size()))
        .toList();
  }

  /**
   * Takes what somebody else has found out of a group, which is then not looked for again.
   *
   * @param group the fields'
   * @param scale how large their red cells are; unknown if it is right to look at whole fields, or
   *     nobody knows better
   */
  public void told(G group, FieldScale scale) {
    scales.put(group, scale);
  }

  /** Whether nobody says at which other scale to look at a field. */
  private boolean isOpen(Whole field) {
    return !field.said().isKnown() || LearnedSize.fits(times(field, field.said()));
  }

  /**
   * Returns the scale at which a field has to be looked at by tiles. A scale that is said is
   * doubted also if it says that red cells are of the learned size, and the whole field shows next
   * to none of these: then it is looked for others, as if nobody had said a scale.
   *
   * @param group the field's
   * @param field with what was found in the whole of it
   * @param picture its pixels
   * @return the scale; unknown if it is right to look at the whole field, or nobody knows better
   */
  public FieldScale elsewhere(G group, Whole field, PictureRegions picture) {
    if (fits(field)) {
      return FieldScale.unknown(0);
    }
    FieldScale scale = field.said();
    if (field.doubted() || isOpen(field)) {
      if (!scales.containsKey(group) && mayProbe(group)) {
        probe(group, field, picture);
      }
      if (!scales.containsKey(group) && !field.said().isKnown()) {
        doubts.accept(unscaled(field));
      }
      scale = scales.getOrDefault(group, FieldScale.unknown(0));
    }
    return scale.isKnown() && !LearnedSize.fits(times(field, scale))
        ? scale
        : FieldScale.unknown(0);
  }

  private boolean mayProbe(G group) {
    return probes.merge(group, 1, Integer::sum) <= MOST_PROBES;
  }

  /** Looks at a field by several scales, and keeps what that tells. */
  private void probe(G group, Whole field, PictureRegions picture) {
    ScaleProbe probe =
        new ScaleProbe(finder, learned.input(), learned.trained(), learned.redCell());
    FieldScale scale = probe.roughly(picture, learned.smallest(field.width(), field.height()));
    if (!scale.isKnown()) {
      scale = probe.roughlyLarger(picture, learned.largest(field.width(), field.height()));
    }
    if (scale.isKnown()) {
      scales.put(group, scale);
    }
  }

  private Unscaled unscaled(Whole field) {
    return new Unscaled(
        learned.found(field.cells(), field.width(), field.height()),
        1 / times(field, FieldScale.given(1)));
  }

  private double times(Whole field, FieldScale scale) {
    return learned.times(field.width(), field.height(), scale.redCell());
  }
}
