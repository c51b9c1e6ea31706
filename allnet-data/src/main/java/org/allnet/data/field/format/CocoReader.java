package org.allnet.data.field.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/**
 * JSON as of COCO: images, categories and annotations in one file or one for each part. Ids are any
 * numbers or texts. The file is gone through twice, since its lists come in any order.
 */
final class CocoReader {

  private record Category(String name, String parent) {}

  private final Path file;
  private final Reading reading;
  private final Map<String, Category> categories = new LinkedHashMap<>();
  private final Map<String, Optional<FieldDraft>> drafts = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private CocoReader(Path file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  static void read(List<Path> files, Reading reading) {
    for (Path file : files) {
      CocoReader one = new CocoReader(file, reading);
      JsonItems.read(file, Set.of("images", "categories"), one::begin);
      JsonItems.read(file, Set.of("annotations"), one::annotation);
      one.nameClasses();
    }
    reading.noteUnlabelled();
  }

  private void begin(String key, JsonNode item, FilePlace place) {
    String id = id(item, "id", place);
    if (key.equals("categories")) {
      String name = FileNames.text(item.path("name").asText(""));
      if (name.isEmpty()) {
        throw place.failure("category %s has no name; add it".formatted(id));
      }
      Category own = new Category(name, item.path("supercategory").asText(""));
      if (categories.putIfAbsent(id, own) != null) {
        throw place.failure("category id %s is there twice; renumber one".formatted(id));
      }
      return;
    }
    String name = item.path("file_name").asText("");
    if (name.isEmpty()) {
      throw place.failure("image %s has no 'file_name'; add it".formatted(id));
    }
    Optional<Path> image = reading.images().named(name, file);
    if (image.isEmpty()) {
      reading.note("is named in %s and not there".formatted(reading.name(file)), name);
    }
    Optional<FieldDraft> draft = image.flatMap(found -> reading.draft(found, file));
    draft.ifPresent(
        one ->
            reading.statedSize(
                one, item.path("width").asDouble(0), item.path("height").asDouble(0)));
    if (drafts.putIfAbsent(id, draft) != null) {
      throw place.failure("image id %s is there twice; renumber one".formatted(id));
    }
  }

  private static String id(JsonNode item, String key, FilePlace place) {
    JsonNode id = item.path(key);
    if (!id.isValueNode() || id.isNull() || id.asText().isEmpty()) {
      throw place.failure("'%s' is missing; export the labels again".formatted(key));
    }
    return id.asText();
  }

  private void annotation(String key, JsonNode item, FilePlace place) {
    String imageId = id(item, "image_id", place);
    Optional<FieldDraft> draft = drafts.get(imageId);
    if (draft == null) {
      throw place.failure(
          "an annotation is of image %s, which 'images' lacks; add it".formatted(imageId));
    }
    String categoryId = id(item, "category_id", place);
    Category category = categories.get(categoryId);
    if (category == null) {
      throw place.failure(
          "an annotation is of category %s, which 'categories' lacks; add it"
              .formatted(categoryId));
    }
    used.add(categoryId);
    draft.ifPresent(one -> take(one, category.name(), item, place));
  }

  private void take(FieldDraft draft, String label, JsonNode item, FilePlace place) {
    Outline outline = outline(item.path("segmentation"), draft, place);
    JsonNode area = item.path("area");
    draft.add(
        label,
        box(item.path("bbox"), outline, place),
        area.isNumber() ? area.asDouble() : Double.NaN,
        item.path("iscrowd").asInt(0) != 0 || item.path("iscrowd").asBoolean(false),
        outline,
        null);
  }

  private static BoundingBox box(JsonNode box, @Nullable Outline outline, FilePlace place) {
    if (box.size() != 4) {
      if (outline != null) {
        return outline.box();
      }
      throw place.failure("an annotation has no 'bbox' of four numbers; add it");
    }
    double[] of = new double[4];
    for (int i = 0; i < of.length; i++) {
      of[i] = LabelNumber.of("bbox", box.get(i).asText(""), place);
    }
    if (of[2] < 0 || of[3] < 0) {
      throw place.failure("a bbox has a negative width or height; correct it");
    }
    return FieldDraft.box(of[0], of[1], of[0] + of[2], of[1] + of[3], place);
  }

  private static @Nullable Outline outline(JsonNode of, FieldDraft draft, FilePlace place) {
    if (of.isObject()) {
      Mask mask = RunLengths.mask(of, draft.width(), draft.height(), place);
      return mask.isEmpty() ? null : mask;
    }
    List<Ring> rings = new ArrayList<>();
    for (JsonNode ring : of) {
      if (ring.isArray() && ring.size() >= 2 * Ring.LEAST) {
        rings.add(ring(ring, place));
      }
    }
    return rings.isEmpty() ? null : new Polygon(rings, List.of());
  }

  private static Ring ring(JsonNode numbers, FilePlace place) {
    if (numbers.size() % 2 != 0) {
      throw place.failure("a polygon has an x without a y; export the labels again");
    }
    double[] xy = new double[numbers.size()];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = LabelNumber.of("a corner", numbers.get(i).asText(""), place);
    }
    return Ring.of(xy);
  }

  /**
   * Names the classes in the file's order. A category without a label that is another's parent is
   * the name of the project, as Roboflow adds it, and no class.
   */
  private void nameClasses() {
    Set<String> parents = new HashSet<>();
    categories.values().forEach(category -> parents.add(category.parent()));
    categories.forEach(
        (id, category) -> {
          if (used.contains(id) || !parents.contains(category.name())) {
            reading.met(category.name());
          } else {
            reading.note(
                "is the parent of other categories and has no label; it is no class",
                "%s: category '%s'".formatted(reading.name(file), category.name()));
          }
        });
  }
}
