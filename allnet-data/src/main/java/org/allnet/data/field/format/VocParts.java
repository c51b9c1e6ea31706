package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldPart;
import org.allnet.data.file.FileNames;

/**
 * The parts that the lists in VOC's folder {@code ImageSets/Main} tell: {@code train.txt}, {@code
 * val.txt} and {@code test.txt} name an image a line, without its ending. What is in {@code
 * trainval.txt} alone is of the training part. Lists of single classes, such as {@code
 * RBC_train.txt}, say which images show the class, and are passed over.
 */
final class VocParts {

  private static final String FOLDER = "imagesets/main/";

  /** Lists of classes have a number behind the image; a list of all images may have one too. */
  private static final Pattern FLAGGED = Pattern.compile("(.*\\S)\\s+-?[01]");

  private static final Map<String, FieldPart> LISTS = lists();

  private final Reading reading;
  private final Map<Path, FieldPart> parts = new LinkedHashMap<>();
  private final Map<Path, Path> listed = new HashMap<>();

  private VocParts(Reading reading) {
    this.reading = reading;
  }

  private static Map<String, FieldPart> lists() {
    Map<String, FieldPart> lists = new LinkedHashMap<>();
    lists.put("train.txt", FieldPart.TRAINING);
    lists.put("val.txt", FieldPart.VALIDATION);
    lists.put("valid.txt", FieldPart.VALIDATION);
    lists.put("test.txt", FieldPart.TEST);
    lists.put("trainval.txt", FieldPart.TRAINING);
    return lists;
  }

  /**
   * Says the parts of a set's images to its reading.
   *
   * @throws InputException if an image is in lists of two parts
   */
  static void read(Reading reading) {
    VocParts lists = new VocParts(reading);
    LISTS.forEach((name, part) -> lists.files(name).forEach(file -> lists.take(file, part)));
    lists.tell();
  }

  private List<Path> files(String list) {
    return reading.found().others().stream()
        .filter(
            file ->
                ("/" + reading.name(file)).toLowerCase(Locale.ROOT).endsWith("/" + FOLDER + list))
        .toList();
  }

  private void take(Path file, FieldPart part) {
    boolean both = file.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("trainval");
    for (Path image : images(file)) {
      FieldPart before = parts.putIfAbsent(image, part);
      if (before == null) {
        listed.put(image, file);
      } else if (before != part && !(both && before == FieldPart.VALIDATION)) {
        throw InputException.in(
            file,
            "names %s, which %s names too; leave it in one of the two"
                .formatted(reading.name(image), reading.name(listed.getOrDefault(image, file))));
      }
    }
  }

  private void tell() {
    parts.forEach(reading::part);
    for (Path image : reading.images().all()) {
      if (!parts.isEmpty() && !parts.containsKey(image)) {
        reading.note("is in no list of ImageSets/Main, so in no part", reading.name(image));
      }
    }
  }

  private List<Path> images(Path file) {
    List<Path> images = new ArrayList<>();
    for (String line : LabelText.lines(file)) {
      String name = FileNames.text(line);
      if (!name.isEmpty()) {
        image(name, file)
            .ifPresentOrElse(
                images::add,
                () ->
                    reading.note(
                        "names an image that is not in the set",
                        "%s (%s)".formatted(reading.name(file), name)));
      }
    }
    return images;
  }

  private Optional<Path> image(String name, Path file) {
    // With an ending of its own, so that a point in the name is none.
    Optional<Path> image = reading.images().named(name + ".jpg", file);
    if (image.isEmpty()) {
      image = reading.images().named(name, file);
    }
    Matcher flagged = FLAGGED.matcher(name);
    return image.isEmpty() && flagged.matches() ? image(flagged.group(1), file) : image;
  }
}
