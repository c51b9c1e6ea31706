package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;

/**
 * XML files as of Pascal VOC, one for each image. The image is the one of the same name; its own
 * size counts, not that in the file.
 */
final class VocReader {

  private VocReader() {}

  /** An object of a file. */
  private record Thing(Map<String, String> values, FilePlace place) {}

  /** What is read of one file. */
  private static final class Elements implements XmlElements.Visitor {

    private final List<Thing> things = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    @Override
    public void begin(String path, Map<String, String> attributes, FilePlace place) {
      if (path.equals("annotation/object")) {
        things.add(new Thing(new HashMap<>(), place));
      }
    }

    @Override
    public void end(String path, String text, FilePlace place) {
      if (path.startsWith("annotation/object/")) {
        things
            .get(things.size() - 1)
            .values()
            .putIfAbsent(path.substring("annotation/object/".length()), text);
      } else if (path.startsWith("annotation/")) {
        values.putIfAbsent(path.substring("annotation/".length()), text);
      }
    }
  }

  static void read(List<Path> files, Reading reading) {
    VocParts.read(reading);
    for (Path file : files) {
      Elements elements = new Elements();
      XmlElements.read(file, elements);
      reading
          .image(file, elements.values.get("filename"))
          .flatMap(image -> reading.draft(image, file))
          .ifPresent(draft -> take(elements, draft, file, reading));
    }
    reading.noteUnlabelled();
  }

  private static void take(Elements elements, FieldDraft draft, Path file, Reading reading) {
    Map<String, String> values = elements.values;
    String called = FileNames.canonical(values.getOrDefault("filename", ""));
    if (!called.isEmpty()
        && !FileNames.plain(called.substring(called.lastIndexOf('/') + 1))
            .equals(FileNames.plain(file.getFileName().toString()))) {
      reading.note(
          "names another image than it is named after; the image of its own name is taken",
          "%s (%s)".formatted(reading.found().name(file), called));
    }
    if (values.containsKey("size/width") && values.containsKey("size/height")) {
      FilePlace place = FilePlace.of(file);
      reading.statedSize(
          draft,
          LabelNumber.of("width", values.get("size/width"), place),
          LabelNumber.of("height", values.get("size/height"), place));
    }
    double first = reading.options().oneBased() ? 1 : 0;
    for (Thing thing : elements.things) {
      Map<String, String> of = thing.values();
      FilePlace place = thing.place();
      String label = FileNames.text(of.getOrDefault("name", ""));
      if (label.isEmpty()) {
        throw place.failure("an object has no name; add the class, or delete the object");
      }
      draft.box(
          reading.met(label),
          LabelNumber.of("xmin", of.get("bndbox/xmin"), place) - first,
          LabelNumber.of("ymin", of.get("bndbox/ymin"), place) - first,
          LabelNumber.of("xmax", of.get("bndbox/xmax"), place),
          LabelNumber.of("ymax", of.get("bndbox/ymax"), place),
          place);
    }
  }
}
