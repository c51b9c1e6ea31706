package org.allnet.detect.field;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.Sha256;
import org.allnet.data.integrity.DatasetChange;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.integrity.ImageHashes;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a training began with, by the content of images and labels. The file {@value
 * #FILE} in its folder has a row each, and says what has changed if the training is to go on.
 *
 * @param fields the fields by their names
 */
public record TrainedFields(Map<String, TrainedFields.Content> fields) {

  /** The file's name in the folder of a training. */
  public static final String FILE = "fields.csv";

  private static final List<String> HEADER =
      List.of("field", "part", "image_sha256", "labels_sha256");

  /**
   * What a field holds.
   *
   * @param part what it is for: training or validation
   * @param image the SHA-256 of its image in hex
   * @param labels the SHA-256 of its labels in hex, as they were read
   */
  public record Content(FieldPart part, String image, String labels) {

    /** What tells it from others: trainings that were begun before know it by these very words. */
    private String identity() {
      return "Content[part=%s, image=%s, labels=%s]".formatted(part.key(), image, labels);
    }

    private String key() {
      return part.key();
    }
  }

  /** Copies {@code fields}, so that nothing changes it from outside. */
  public TrainedFields {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /**
   * Reads the content of all images.
   *
   * @param parts the fields of a training
   */
  public static TrainedFields of(FieldParts parts) {
    Map<String, Content> fields = new TreeMap<>();
    parts.training().forEach(field -> fields.put(field.name(), content(field, FieldPart.TRAINING)));
    parts
        .validation()
        .forEach(field -> fields.put(field.name(), content(field, FieldPart.VALIDATION)));
    return new TrainedFields(fields);
  }

  private static Content content(Field field, FieldPart part) {
    return new Content(part, ImageHashes.sha256(field.file()), labels(field));
  }

  private static String labels(Field field) {
    return Sha256.of(
        field.boxes().stream().map(TrainedFields::line).collect(Collectors.joining("\n")));
  }

  private static String line(LabelledBox box) {
    return "%s\t%s\t%s\t%s\t%s\t%s"
        .formatted(
            box.label(),
            box.box(),
            box.area(),
            box.crowd(),
            pixels(box.outline()),
            pixels(box.nucleus()));
  }

  private static String pixels(@Nullable Outline outline) {
    if (outline == null) {
      return "";
    }
    Mask mask = outline.toMask();
    StringBuilder runs = new StringBuilder();
    for (int i = 0; i < mask.runs(); i++) {
      runs.append(mask.row(i)).append(' ').append(mask.from(i)).append(' ').append(mask.to(i));
      runs.append(';');
    }
    return runs.toString();
  }

  private Map<String, String> each(Function<Content, String> of) {
    Map<String, String> each = new TreeMap<>();
    fields.forEach((name, content) -> each.put(name, of.apply(content)));
    return each;
  }

  /** {@return a hash that changes with the name or content of any image; SHA-256 in hex} */
  public String fingerprint() {
    return DatasetFingerprint.of(each(Content::image));
  }

  /** {@return a hash that changes if a field is in the other part; SHA-256 in hex} */
  public String split() {
    return DatasetFingerprint.of(each(Content::key));
  }

  /** {@return a hash that changes with any image, part or label; SHA-256 in hex} */
  public String identity() {
    return DatasetFingerprint.of(each(Content::identity));
  }

  /**
   * Returns the content of the images of a part.
   *
   * @param part training or validation
   * @return the SHA-256 of each in hex
   */
  public List<String> images(FieldPart part) {
    return fields.values().stream()
        .filter(content -> content.part() == part)
        .map(Content::image)
        .toList();
  }

  /**
   * Writes them into the folder of a training.
   *
   * @param folder an existing folder
   */
  public void write(Path folder) {
    List<List<String>> rows = new ArrayList<>();
    fields.forEach(
        (name, content) ->
            rows.add(List.of(name, content.key(), content.image(), content.labels())));
    Csv.write(folder.resolve(FILE), FileFormat.TRAINED_FIELDS, HEADER, rows);
  }

  /**
   * Reads those that a training began with.
   *
   * @param folder the folder of a training
   * @throws InputException if the file is missing, broken or of a newer format
   */
  static TrainedFields read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw InputException.in(
          file,
          "is missing, which says what the training began with; "
              + FileFormat.TRAINED_FIELDS.anew());
    }
    CsvTable table = Csv.read(file, FileFormat.TRAINED_FIELDS);
    return switch (table.version()) {
      case 1 -> version1(table);
      default -> throw FileFormat.TRAINED_FIELDS.unread(table.version());
    };
  }

  private static TrainedFields version1(CsvTable table) {
    List<Integer> columns = HEADER.stream().map(table::column).toList();
    Map<String, Content> fields = new TreeMap<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<String> row = table.rows().get(i);
      String part = row.get(columns.get(1));
      int place = i;
      fields.put(
          row.get(columns.get(0)),
          new Content(
              FieldPart.ofKey(part)
                  .orElseThrow(
                      () ->
                          table.wrong(
                              place,
                              "part '%s' is unknown; %s"
                                  .formatted(part, FileFormat.TRAINED_FIELDS.anew()))),
              row.get(columns.get(2)),
              row.get(columns.get(3))));
    }
    return new TrainedFields(fields);
  }

  /**
   * Refuses to go on with other fields or labels.
   *
   * @param folder the folder of the training
   * @param data where the data set is now
   * @throws InputException if a field was added or removed, or its image, part or labels changed
   */
  public void requireBegun(Path folder, Path data) {
    TrainedFields before = read(folder);
    if (fields.equals(before.fields)) {
      return;
    }
    DatasetChange images = DatasetChange.between(before.each(Content::image), each(Content::image));
    List<String> changes = new ArrayList<>();
    if (!images.equals(new DatasetChange(List.of(), List.of(), List.of()))) {
      changes.add(images.describe());
    }
    add(changes, "with other labels", before.each(Content::labels), each(Content::labels));
    add(changes, "in the other part", before.each(Content::key), each(Content::key));
    throw InputException.in(
        data,
        "has changed since the training was begun: %s; put it back as it was, or train into a new folder"
            .formatted(String.join(", ", changes)));
  }

  private static void add(
      List<String> changes, String what, Map<String, String> before, Map<String, String> now) {
    List<String> changed = DatasetChange.between(before, now).changed();
    if (!changed.isEmpty()) {
      Counted counted = Counted.of(changed.size(), "field");
      changes.add(
          "%s %s (%s%s)".formatted(counted, what, counted.either("", "such as "), changed.get(0)));
    }
  }
}
