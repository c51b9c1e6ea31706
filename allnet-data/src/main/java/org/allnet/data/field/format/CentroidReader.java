package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;

/**
 * ALL-IDB's {@code .xyc} files: {@code x y} a line in pixels of the full image, apart by a tab or
 * blanks. They hold the probable lymphoblasts; those in a folder {@code other} hold other white
 * cells, and merged ones have a heading before each. A blank line alone says that there are none.
 */
final class CentroidReader {

  static final String BLASTS = "WBC_probable_lymphoblasts";
  static final String OTHERS = "Other_cases";
  static final String ENDING = "xyc";

  private CentroidReader() {}

  static void read(List<Path> files, Reading reading) {
    reading.classes(List.of(BLASTS));
    for (Path file : files) {
      reading
          .image(file, null)
          .flatMap(image -> reading.draft(image, reading.name(image)))
          .ifPresent(draft -> take(file, draft, reading));
    }
    reading.noteUnlabelled();
  }

  private static void take(Path file, FieldDraft draft, Reading reading) {
    List<String> folders = FieldImages.parts(reading.name(file).toLowerCase(Locale.ROOT));
    String label = folders.subList(0, folders.size() - 1).contains("other") ? OTHERS : BLASTS;
    List<String> lines = LabelText.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = FileNames.text(lines.get(i));
      if (line.isEmpty()) {
        continue;
      }
      FilePlace place = FilePlace.at(file, i + 1);
      if (Character.isLetter(line.charAt(0))) {
        label = heading(line, place);
        continue;
      }
      String[] words = line.split("[\\s,;]+");
      if (words.length != 2) {
        throw place.failure(
            "has %d values; a point is x and y, with a tab between".formatted(words.length));
      }
      draft.point(
          reading.met(label),
          LabelNumber.of("x", words[0], place),
          LabelNumber.of("y", words[1], place),
          place);
    }
  }

  private static String heading(String line, FilePlace place) {
    String plain = line.replaceAll("[:\\s]+$", "");
    if (plain.equalsIgnoreCase(BLASTS)) {
      return BLASTS;
    }
    if (plain.equalsIgnoreCase(OTHERS)) {
      return OTHERS;
    }
    throw place.failure(
        "'%s' is no heading; write %s or %s"
            .formatted(plain.substring(0, Math.min(40, plain.length())), BLASTS, OTHERS));
  }
}
