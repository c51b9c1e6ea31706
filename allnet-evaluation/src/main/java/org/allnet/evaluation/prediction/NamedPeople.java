package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.cnmc.CnmcName;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The people that images of C-NMC have in their names, such as 7 in {@code UID_7_1_2_all.bmp}. They
 * are read if no column says whose the images are and all names are of this kind: other names may
 * number something else.
 *
 * @param named how many images have such a name
 * @param images how many rows there are
 * @param example one such name
 */
record NamedPeople(int named, int images, String example) {

  private static final NamedPeople NONE = new NamedPeople(0, 0, "");

  /**
   * Looks through the names of a file.
   *
   * @param columns where its columns are; with one that says whose the images are no name is read
   */
  static NamedPeople of(Path file, Columns columns) {
    if (columns.subject() >= 0 || columns.groupsArePeople()) {
      return NONE;
    }
    int named = 0;
    int images = 0;
    String example = "";
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      for (List<String> row = reader.next(); row != null; row = reader.next()) {
        String image = FileNames.canonical(row.get(columns.image()));
        images++;
        if (name(image).isPresent()) {
          example = named++ == 0 ? image : example;
        }
      }
    }
    return new NamedPeople(named, images, example);
  }

  private static Optional<CnmcName> name(String image) {
    return CnmcName.of(image.substring(image.lastIndexOf('/') + 1));
  }

  /** {@return whether the names say whose the images are} */
  boolean areRead() {
    return named > 0 && named == images;
  }

  /** {@return the person in an image's name; null if it has none} */
  @Nullable String subject(String image) {
    return name(image).map(CnmcName::subject).orElse(null);
  }

  /** {@return how the names are read, a sentence if some are of this kind} */
  List<String> notes() {
    if (named == 0) {
      return List.of();
    }
    String shown = Columns.shorten(example);
    Counted counted = Counted.of(named, "image").outOf(images);
    return List.of(
        areRead()
            ? "No column says whose the images are; it is read from their names, which are those of C-NMC: %s is of subject '%s'."
                .formatted(shown, subject(example))
            : "%s of C-NMC, such as %s, which %s; since the others do not, no name is read. Write the people into a column 'subject'."
                .formatted(
                    counted.then("has a name", "have names"),
                    shown,
                    counted.either("says whose it is", "say whose they are")));
  }
}
