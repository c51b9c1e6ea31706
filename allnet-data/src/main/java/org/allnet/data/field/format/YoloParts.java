package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.allnet.data.field.FieldPart;

/**
 * The parts that a {@code data.yaml} names. Its paths are often those of another computer: the
 * folder of the set whose path ends most alike is meant, and no other is ever looked at.
 */
final class YoloParts {

  private YoloParts() {}

  /**
   * Finds the images of each part.
   *
   * @param take takes an image and its part
   */
  static void of(YoloClasses classes, Reading reading, BiConsumer<Path, FieldPart> take) {
    Set<List<String>> folders = new LinkedHashSet<>();
    for (Path image : reading.images().all()) {
      List<String> parts = FieldImages.parts(reading.name(image));
      for (int end = 0; end < parts.size(); end++) {
        folders.add(parts.subList(0, end));
      }
    }
    for (Map.Entry<FieldPart, List<String>> part : classes.places().entrySet()) {
      for (String place : part.getValue()) {
        List<Path> images =
            place.toLowerCase(Locale.ROOT).endsWith(".txt")
                ? listed(place, reading)
                : below(place, folders, reading);
        if (images.isEmpty()) {
          reading.note(
              "leads to no images in the folder of the set",
              "%s, %s: %s".formatted(reading.name(classes.file()), part.getKey().key(), place));
        }
        images.forEach(image -> take.accept(image, part.getKey()));
      }
    }
  }

  private static List<Path> below(String place, Set<List<String>> folders, Reading reading) {
    List<String> path = FieldImages.parts(place);
    for (int from = 0; from <= path.size(); from++) {
      List<String> end = path.subList(from, path.size());
      if (end.isEmpty() && !path.isEmpty()) {
        break;
      }
      List<List<String>> meant = folders.stream().filter(folder -> endsWith(folder, end)).toList();
      if (meant.size() == 1 || (path.isEmpty() && !meant.isEmpty())) {
        List<String> folder = path.isEmpty() ? List.of() : meant.get(0);
        return reading.images().all().stream()
            .filter(image -> startsWith(FieldImages.parts(reading.name(image)), folder))
            .toList();
      }
    }
    return List.of();
  }

  private static List<Path> listed(String place, Reading reading) {
    List<String> path = FieldImages.parts(place);
    List<Path> images = new ArrayList<>();
    for (int from = 0; from < path.size() && images.isEmpty(); from++) {
      List<String> end = path.subList(from, path.size());
      for (Path file : reading.found().others()) {
        if (endsWith(FieldImages.parts(reading.name(file)), end)) {
          for (String line : LabelText.lines(file)) {
            reading.images().named(line, file).ifPresent(images::add);
          }
        }
      }
    }
    return images;
  }

  private static boolean endsWith(List<String> path, List<String> end) {
    return path.size() >= end.size()
        && path.subList(path.size() - end.size(), path.size()).equals(end);
  }

  private static boolean startsWith(List<String> path, List<String> begin) {
    return path.size() > begin.size() && path.subList(0, begin.size()).equals(begin);
  }
}
