package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.scale.DoubtfulScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;

/**
 * Fields that are taken for those of one microscope, since they lie in one folder, are of one size
 * and have the same scale by option or metadata, if any. A field has few red cells that lie apart;
 * all of a group tell its scale if they are enough and the field's own are not. Not for several
 * threads.
 */
final class FieldGroups {

  /** Who has the red cells that tell a scale. */
  static final String OF_FOLDER = "of the folder's fields";

  /** Of one microscope a tenth of red cells or fewer differ so much, even if they vary by 15 %. */
  private static final double MIXED = 0.2;

  /**
   * What tells a group.
   *
   * @param folder the fields'
   * @param width pixels across
   * @param height pixels down
   * @param said pixels of a red cell as an option or metadata say; 0 if they don't
   */
  record Key(Path folder, int width, int height, double said) {

    static Key of(FoundCells field) {
      return new Key(
          folderOf(field.file()),
          field.width(),
          field.height(),
          isSaid(field.scale()) ? field.scale().redCell() : 0);
    }
  }

  /** What is known of all fields of a group. */
  private static final class Group {
    private final RedCells cells = new RedCells();
    private final FieldScale said;
    private final String first;
    private int fields;
    private int unscaled;
    private boolean doubted;

    Group(FoundCells first) {
      this.said = first.scale();
      this.first = first.image();
    }

    String name() {
      return fields == 1
          ? first
          : "%s and %s of its folder and size"
              .formatted(first, Counted.of(fields - 1, "more field"));
    }
  }

  private final List<String> classes;
  private final Map<Key, Group> groups = new LinkedHashMap<>();

  /**
   * Starts with no field.
   *
   * @param classes the names of the detector's classes
   */
  FieldGroups(List<String> classes) {
    this.classes = List.copyOf(classes);
  }

  /** {@return the folder of a field, by which groups are told} */
  static Path folderOf(Path file) {
    Path place = file.toAbsolutePath().normalize();
    Path parent = place.getParent();
    return parent == null ? place : parent;
  }

  /** An ordinary field that was looked at by tiles, since its cells are large or small, is none. */
  private static boolean isLarge(FoundCells field) {
    return Math.max(field.width(), field.height()) > LargePictures.SIDE;
  }

  private static boolean isSaid(FieldScale scale) {
    return scale.source() == FieldScale.Source.GIVEN
        || scale.source() == FieldScale.Source.METADATA;
  }

  /**
   * Measures the red cells of a field. A large picture has enough of its own, and is no part of a
   * group.
   *
   * @param field with all that was found in it
   */
  void add(FoundCells field) {
    if (isLarge(field)) {
      return;
    }
    Group group = groups.computeIfAbsent(Key.of(field), key -> new Group(field));
    group.fields++;
    group.unscaled += field.scale().isKnown() ? 0 : 1;
    group.doubted |= ScaleDoubt.of(field, classes).isPresent();
    RedCells.classOf(classes)
        .ifPresent(red -> group.cells.add(field.cells(), red, field.width(), field.height()));
  }

  /**
   * Returns the scale that counts for a field.
   *
   * @param field that was added
   * @return that of the field itself if it is known
   */
  FieldScale scale(FoundCells field) {
    Group group = groups.get(Key.of(field));
    return field.scale().isKnown() || isLarge(field) || group == null
        ? field.scale()
        : group.cells.scale().withWords(OF_FOLDER);
  }

  /**
   * Returns whether the scale of a field is doubtful: by its own red cells if there are some, or
   * else by those of its group.
   *
   * @param field that was added, with the scale that it had then or {@link #scale}
   * @return what is wrong; empty if nothing is, or nobody knows
   */
  Optional<String> doubt(FoundCells field) {
    RedCells own = ScaleDoubt.measured(field, classes);
    Group group = groups.get(Key.of(field));
    return ScaleDoubt.isEnough(own) || isLarge(field) || group == null
        ? ScaleDoubt.of(field.scale(), own, "")
        : ScaleDoubt.of(field.scale(), group.cells, OF_FOLDER);
  }

  /** What speaks against one scale for all fields; empty if nothing does. */
  private static String mixed(RedCells all) {
    FieldScale scale = all.scale();
    long other = all.diameters().stream().filter(one -> DoubtfulScale.differ(scale, one)).count();
    return other < MIXED * all.count()
        ? ""
        : "; but %d %% of these are more than a quarter larger or smaller, as if fields were of several microscopes: put those of each into a folder of their own, or give the diameter of a red cell by --red-cell"
            .formatted(Math.round(100.0 * other / all.count()));
  }

  /**
   * Returns what all fields of a group tell and no field alone, a line each: that their scale is
   * doubtful, or what it is.
   */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Group group : groups.values()) {
      Optional<String> doubt =
          isSaid(group.said) && !group.doubted
              ? ScaleDoubt.of(group.said, group.cells, OF_FOLDER)
              : Optional.empty();
      doubt.ifPresent(line -> notes.add(group.name() + ": " + line));
      FieldScale scale = group.cells.scale().withWords(OF_FOLDER);
      if (group.unscaled > 0 && scale.isKnown()) {
        notes.add(
            "%s: %s too few red cells for a scale of its own; all together tell %s"
                    .formatted(
                        group.name(), Counted.of(group.unscaled, "field").have(), scale.text())
                + mixed(group.cells));
      }
    }
    return notes;
  }
}
