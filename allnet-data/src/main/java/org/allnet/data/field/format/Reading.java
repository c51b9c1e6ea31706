package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault;
import org.allnet.data.file.FileNames;
import org.allnet.data.image.ImageHeader;
import org.allnet.data.image.region.PictureOrientation;
import org.jspecify.annotations.Nullable;

/** The fields of a set while its label files are read. Not safe for use by many threads. */
final class Reading {

  private static final int NAMED = 3;

  private final FoundFiles found;
  private final FieldImages images;
  private final FieldReadingOptions options;
  private final @Nullable Path chosen;
  private final Map<Path, FieldDraft> drafts = new LinkedHashMap<>();
  private final Map<Path, Path> labelsOf = new HashMap<>();
  private final Map<Path, Optional<ImageHeader>> headers = new HashMap<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final Map<String, List<String>> notes = new LinkedHashMap<>();
  private final Map<String, FieldPart> parts = new HashMap<>();

  /**
   * Begins with nothing read.
   *
   * @param labelImages pictures that are no fields
   * @param labels the files that labels are read from
   * @param chosen the file of labels or classes that a user named; null for all there are
   */
  Reading(
      FoundFiles found,
      Collection<Path> labelImages,
      Collection<Path> labels,
      FieldReadingOptions options,
      @Nullable Path chosen) {
    this.found = found;
    this.chosen = chosen;
    this.images = new FieldImages(found, labelImages, labels);
    this.options = options;
  }

  FoundFiles found() {
    return found;
  }

  FieldImages images() {
    return images;
  }

  FieldReadingOptions options() {
    return options;
  }

  /** {@return the file that a user named; null if a folder was} */
  @Nullable Path chosen() {
    return chosen;
  }

  /** {@return a file's name in the set} */
  String name(Path file) {
    return found.name(file);
  }

  /** Takes the classes in their own order, before any is met in a label. */
  void classes(List<String> names) {
    classes.addAll(names);
  }

  /** Meets a class in a label. */
  String met(String label) {
    classes.add(label);
    return label;
  }

  /**
   * Takes something odd that may happen often: it is said once, with the number of places and some
   * of them.
   *
   * @param what what is said after the places, such as {@code has no image}
   * @param place a file, or what else is concerned
   */
  void note(String what, String place) {
    notes.computeIfAbsent(what, key -> new ArrayList<>()).add(place);
  }

  /** Says which part an image belongs to, whatever its folders are called. */
  void part(Path image, FieldPart part) {
    parts.put(images.name(image), part);
  }

  /**
   * Returns the image that a label file is about: the one that it is named after, or else the one
   * that it names.
   *
   * @param labels the label file, one for each image
   * @param reference the path in it; null if it has none
   * @return empty, and noted, if there is none
   */
  Optional<Path> image(Path labels, @Nullable String reference) {
    boolean named =
        reference != null && stem(reference).equals(stem(labels.getFileName().toString()));
    Optional<Path> image =
        named && reference != null
            ? images.named(reference, labels) // its ending tells it from a mask of that name
            : Optional.empty();
    if (image.isEmpty()) {
      image = images.calledAs(labels, named ? reference : null);
    }
    if (image.isEmpty() && reference != null) {
      image = images.named(reference, labels);
    }
    if (image.isEmpty()) {
      note(
          images.isCalledAs(labels)
              ? "has labels and no image: one of its name is in another folder, which may be that of another person or part; give folders of labels and images one name"
              : "has labels and no image",
          found.name(labels));
    }
    return image;
  }

  private static String stem(String reference) {
    List<String> path = FieldImages.parts(reference);
    return path.isEmpty() ? "" : FileNames.stem(path.get(path.size() - 1)).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the draft of an image.
   *
   * @param image the image
   * @param labels the file that its labels are in
   * @return empty, and noted, if the image can't be read
   * @throws InputException if another file has labels of it
   */
  Optional<FieldDraft> draft(Path image, Path labels) {
    Path before = labelsOf.putIfAbsent(image, labels);
    if (before != null && !before.equals(labels)) {
      throw InputException.in(
          labels,
          "has labels of %s, as %s has; keep one of the two files"
              .formatted(images.name(image), found.name(before)));
    }
    if (before == null && images.isPresumed(image)) {
      note(
          "has labels in a folder of another name, which is the only one for it; look whether they belong together",
          "%s (%s)".formatted(images.name(image), found.name(labels)));
    }
    return draft(image, found.name(labels));
  }

  /** The draft of an image of which several files may tell. */
  Optional<FieldDraft> draft(Path image, String labels) {
    FieldDraft known = drafts.get(image);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ImageHeader> header = headers.computeIfAbsent(image, this::header);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String name = images.name(image);
    PictureOrientation.note(image).ifPresent(what -> note(what, name));
    FieldDraft draft =
        new FieldDraft(
            name,
            image,
            header.get().width(),
            header.get().height(),
            parts.getOrDefault(name, PartOfField.of(name, labels)));
    drafts.put(image, draft);
    return Optional.of(draft);
  }

  private Optional<ImageHeader> header(Path image) {
    try {
      return Optional.of(ImageHeader.read(image));
    } catch (InputException e) {
      note("left out as its image can't be read", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Notes that labels state another size than the image has. */
  void statedSize(FieldDraft draft, double width, double height) {
    if (width > 0 && height > 0 && (width != draft.width() || height != draft.height())) {
      note(
          "has another size than its labels say; labels are taken as pixels of the image itself",
          "%s (%dx%d, labels say %.0fx%.0f)"
              .formatted(draft.name(), draft.width(), draft.height(), width, height));
    }
  }

  /** Notes images that no label file is about, and so are no fields of the set. */
  void noteUnlabelled() {
    Set<Path> known = new HashSet<>(drafts.keySet());
    headers.forEach(
        (image, header) -> {
          if (header.isEmpty()) {
            known.add(image);
          }
        });
    for (Path image : images.all()) {
      if (!known.contains(image)) {
        note("has no labels and is no field of the set", images.name(image));
      }
    }
  }

  /**
   * Ends the reading.
   *
   * @param name what to call the set
   * @throws InputException if there is no field
   */
  FieldSet set(String name, FieldLayout layout) {
    if (drafts.isEmpty()) {
      throw InputException.in(
          found.root(),
          "holds labels (%s) and no image that they are about; put the images into the same folder%s"
              .formatted(
                  layout.words(),
                  notes.isEmpty() ? "" : " (" + String.join("; ", noteLines()) + ")"));
    }
    PixelCoordinates.check(drafts.values(), layout, this);
    for (FieldDraft draft : drafts.values()) {
      if (draft.isCrossed()) {
        note(
            "has an outline that crosses itself; its box is kept, and the pixels within it are its area",
            draft.name());
      }
    }
    Map<String, Field> fields = new TreeMap<>();
    List<LabelFault> faults = new ArrayList<>();
    for (FieldDraft draft : drafts.values()) {
      fields.put(draft.name(), draft.field());
      faults.addAll(draft.faults());
    }
    faults.sort(Comparator.comparing(LabelFault::field));
    List<String> lines = noteLines();
    found.passedOver().forEach(passed -> lines.add(passed.line()));
    lines.addAll(found.notes());
    return new FieldSet(
        name,
        found.root(),
        layout,
        List.copyOf(classes),
        List.copyOf(fields.values()),
        faults,
        Sentence.texts(lines));
  }

  private List<String> noteLines() {
    List<String> lines = new ArrayList<>();
    notes.forEach(
        (what, places) -> {
          List<String> named = named(places);
          String some = String.join(", ", named.subList(0, Math.min(NAMED, named.size())));
          lines.add(
              named.size() == 1
                  ? "%s: %s".formatted(some, what)
                  : "%s: %s%s: %s"
                      .formatted(
                          Counted.of(places.size(), "place"),
                          some,
                          named.size() > NAMED ? ", ..." : "",
                          what));
        });
    return lines;
  }

  /** Each place once, with how often it is meant. */
  private static List<String> named(List<String> places) {
    Map<String, Integer> times = new LinkedHashMap<>();
    places.forEach(place -> times.merge(place, 1, Integer::sum));
    return times.entrySet().stream()
        .map(
            one ->
                one.getValue() == 1
                    ? one.getKey()
                    : "%s (%d times)".formatted(one.getKey(), one.getValue()))
        .toList();
  }
}
