package org.allnet.cli.detection;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.CellFinder;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LearnedSize;

/**
 * The sizes of ordinary fields, in the groups and words of the command line: what was found out of
 * a field holds for those of its folder and size. Not for several threads.
 */
final class OrdinarySizes {

  private final LearnedSize learned;
  private final FieldSizes<FieldGroups.Key> sizes;

  OrdinarySizes(LearnedSize learned, CellFinder finder, Consumer<String> notes) {
    this.learned = learned;
    this.sizes = new FieldSizes<>(learned, finder, unscaled -> notes.accept(words(unscaled)));
  }

  private static String words(FieldSizes.Unscaled unscaled) {
    return String.format(
        Locale.ROOT,
        "%s, and its scale is unknown; if its red cells are not about %.0f pixels wide, give their diameter by --red-cell",
        unscaled.why(),
        unscaled.usual());
  }

  /**
   * Returns the scale at which a field has to be looked at by tiles.
   *
   * @param group the field's
   * @param field with what was found in the whole of it, and the scale that is said of it
   * @param picture its pixels
   * @return the scale; unknown if it is right to look at the whole field, or nobody knows better
   */
  FieldScale elsewhere(FieldGroups.Key group, FieldSizes.Whole field, PictureRegions picture) {
    return sizes.elsewhere(group, field, picture);
  }

  /** {@return whether red cells of the learned size were found in a field} */
  boolean fits(FieldSizes.Whole field) {
    return sizes.fits(field);
  }

  /**
   * Finds out in which size red cells appear in the fields of a group, before any is looked at by
   * tiles.
   *
   * @param group the fields'
   * @param fields all of the group
   * @param pictures opens the pixels of a field by its place among these
   */
  void learn(
      FieldGroups.Key group, List<FieldSizes.Whole> fields, IntFunction<PictureRegions> pictures) {
    sizes.learn(group, fields, pictures);
  }

  /** {@return why a field of that scale is looked at by tiles} */
  String why(FieldSizes.Whole field, FieldScale scale) {
    return learned.why(field.width(), field.height(), scale.redCell());
  }
}
