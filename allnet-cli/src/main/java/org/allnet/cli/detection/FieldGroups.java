package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are taken for those of one microscope, since they lie in one folder and are of one
 * size. A field has few red cells that lie apart; all of a group tell its scale. Not for several
 * threads.
 */
final class FieldGroups {

  /** What tells a group. */
  record Key(@Nullable Path folder, int width, int height) {

    static Key of(FoundCells field) {
      return new Key(
          field.file().toAbsolutePath().normalize().getParent(), field.width(), field.height());
    }
  }

  private final Map<Key, RedCells> groups = new HashMap<>();

  /**
   * Measures the red cells of a field.
   *
   * @param field with all that was found in it
   * @param classes the names of the detector's classes
   */
  void add(FoundCells field, List<String> classes) {
    RedCells cells = groups.computeIfAbsent(Key.of(field), key -> new RedCells());
    RedCells.classOf(classes)
        .ifPresent(redCell -> cells.add(field.cells(), redCell, field.width(), field.height()));
  }

  /**
   * Returns the scale that counts for a field.
   *
   * @param field that was added
   */
  FieldScale scale(FoundCells field) {
    FieldScale known = field.scale();
    boolean said =
        known.source() == FieldScale.Source.GIVEN || known.source() == FieldScale.Source.METADATA;
    RedCells cells = groups.get(Key.of(field));
    if (said || field.isLarge() || cells == null) {
      return known;
    }
    FieldScale measured = cells.scale();
    return measured.isKnown() || !known.isKnown() ? measured : known;
  }
}
