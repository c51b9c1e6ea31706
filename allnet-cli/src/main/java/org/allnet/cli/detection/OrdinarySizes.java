package org.allnet.cli.detection;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.CellFinder;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.detect.tile.ScaleProbe;

/**
 * Which ordinary fields show red cells in another size than a detector has learned, so that it has
 * to look at them tile by tile. What was found out of a field holds for those of its folder and
 * size. Not for several threads.
 */
final class OrdinarySizes {

  /**
   * Fields without red cells say nothing of others, so that some are looked at again at several
   * scales.
   */
  private static final int MOST_PROBES = 3;

  private final LearnedSize learned;
  private final CellFinder finder;
  private final Consumer<String> notes;
  private final Map<FieldGroups.Key, FieldScale> scales = new HashMap<>();
  private final Map<FieldGroups.Key, Integer> probes = new HashMap<>();

  OrdinarySizes(LearnedSize learned, CellFinder finder, Consumer<String> notes) {
    this.learned = learned;
    this.finder = finder;
    this.notes = notes;
  }

  /**
   * Returns the scale at which a field has to be looked at by tiles.
   *
   * @param field with what was found in the whole of it, and the scale that is said of it
   * @param picture its pixels
   * @return the scale; unknown if it is right to look at the whole field, or nobody knows better
   */
  FieldScale elsewhere(FoundCells field, PictureRegions picture) {
    FieldGroups.Key group = FieldGroups.Key.of(field);
    OptionalDouble found = learned.found(field.cells(), field.width(), field.height());
    if (found.isPresent() && LearnedSize.fits(found.getAsDouble())) {
      scales.put(group, FieldScale.unknown(0));
      return FieldScale.unknown(0);
    }
    FieldScale scale = field.scale();
    if (!scale.isKnown()) {
      FieldScale of = scales.get(group);
      scale = of == null ? probed(group, field, picture, found) : of;
    }
    return scale.isKnown() && !LearnedSize.fits(times(field, scale))
        ? scale
        : FieldScale.unknown(0);
  }

  private FieldScale probed(
      FieldGroups.Key group, FoundCells field, PictureRegions picture, OptionalDouble found) {
    FieldScale scale = FieldScale.unknown(0);
    if (probes.merge(group, 1, Integer::sum) <= MOST_PROBES) {
      ScaleProbe probe =
          new ScaleProbe(finder, learned.input(), learned.trained(), learned.redCell());
      scale = probe.roughly(picture, learned.smallest(field.width(), field.height()));
      if (!scale.isKnown()) {
        scale = probe.roughlyLarger(picture, learned.largest(field.width(), field.height()));
      }
    }
    if (scale.isKnown()) {
      scales.put(group, scale);
    } else {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s, and its scale is unknown; if its red cells are not about %.0f pixels wide, give their diameter by --red-cell",
              found.isPresent()
                  ? String.format(
                      Locale.ROOT,
                      "its red cells are %.1f times as large as those that the detector has learned",
                      found.getAsDouble())
                  : "next to no red cells were found",
              1 / times(field, FieldScale.given(1))));
    }
    return scale;
  }

  /** {@return how large red cells of a scale are in a field, as a multiple of the learned size} */
  double times(FoundCells field, FieldScale scale) {
    return learned.times(field.width(), field.height(), scale.redCell());
  }
}
