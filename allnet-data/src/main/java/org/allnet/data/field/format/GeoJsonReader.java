package org.allnet.data.field.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON as QuPath, InstanSeg and StarDist write it: a {@code FeatureCollection}, a bare list of
 * features or one feature, in pixels of the full image. What has no class is called {@link
 * #UNCLASSIFIED}.
 */
final class GeoJsonReader {

  /** The class of cells that have none. */
  static final String UNCLASSIFIED = "cell";

  private static final Set<String> KEYS =
      Set.of("features", "type", "geometry", "nucleusGeometry", "properties");

  private static final Set<String> REGIONS = Set.of("region", "ignore", "background", "tissue");

  /** Cells that a program has found may have these classes too. */
  private static final Set<String> TISSUE = Set.of("tumor", "tumour", "stroma", "necrosis");

  private GeoJsonReader() {}

  static void read(List<Path> files, Reading reading) {
    for (Path file : files) {
      image(file, files, reading)
          .flatMap(image -> reading.draft(image, file))
          .ifPresent(draft -> take(file, draft, reading));
    }
    reading.noteUnlabelled();
  }

  /** The only image is that of the only file, whatever they are called. */
  private static Optional<Path> image(Path file, List<Path> files, Reading reading) {
    List<Path> images = reading.images().all();
    return files.size() == 1 && images.size() == 1
        ? Optional.of(images.get(0))
        : reading.image(file, null);
  }

  private static void take(Path file, FieldDraft draft, Reading reading) {
    ObjectNode single = JsonNodeFactory.instance.objectNode();
    JsonItems.read(
        file,
        KEYS,
        (key, item, place) -> {
          if (key.isEmpty() || key.equals("features")) {
            feature(item, place, draft, reading);
          } else {
            single.set(key, item);
          }
        });
    if (single.path("type").asText().equals("Feature")) {
      feature(single, FilePlace.of(file), draft, reading);
    }
  }

  private static void feature(
      JsonNode feature, FilePlace place, FieldDraft draft, Reading reading) {
    String region = region(feature);
    if (region != null) {
      reading.note("has %s, which is no cell and was passed over".formatted(region), place.file());
      return;
    }
    String label = label(feature);
    JsonNode geometry = feature.path("geometry");
    String type = geometry.path("type").asText("");
    JsonNode coordinates = geometry.path("coordinates");
    switch (type) {
      case "Polygon", "MultiPolygon" -> {
        Polygon outline = polygon(geometry, place);
        if (outline != null) {
          draft.outline(reading.met(label), outline, nucleus(feature, place));
        }
      }
      case "Point" -> point(reading.met(label), coordinates, draft, place);
      case "MultiPoint" ->
          coordinates.forEach(point -> point(reading.met(label), point, draft, place));
      default ->
          reading.note(
              "has a %s, which is no cell and was passed over".formatted(type), place.file());
    }
  }

  /**
   * Returns what a feature is that is no cell, in words; null if it may be one.
   *
   * <p>GeoJSON allows features without a geometry (RFC 7946, 3.2). What was drawn by hand and has
   * no class is no cell. QuPath ignores classes that end in a star, and has classes of tissue for
   * what is drawn by hand.
   */
  static @Nullable String region(JsonNode feature) {
    if (feature.path("geometry").path("type").asText("").isEmpty()) {
      return "a feature without a geometry";
    }
    JsonNode properties = feature.path("properties");
    String kind =
        properties
            .path("objectType")
            .asText(properties.path("object_type").asText(""))
            .toLowerCase(Locale.ROOT);
    if (kind.startsWith("tma")) {
      return "a TMA core";
    }
    boolean drawn = kind.equals("annotation") || kind.equals("root");
    String name = className(properties);
    if (name.isEmpty()) {
      return drawn ? "a region without a class" : null;
    }
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("[^\\p{L}]+$", "");
    return name.endsWith("*") || REGIONS.contains(plain) || (drawn && TISSUE.contains(plain))
        ? "a region of the class " + name
        : null;
  }

  /** The class of a feature. */
  static String label(JsonNode feature) {
    String name = className(feature.path("properties"));
    return name.isEmpty() ? UNCLASSIFIED : name;
  }

  /** The edge of a cell; null if a feature is none. */
  static @Nullable Polygon cellOutline(JsonNode feature, FilePlace place) {
    JsonNode geometry = feature.path("geometry");
    boolean area = geometry.path("type").asText("").endsWith("Polygon");
    return area && region(feature) == null ? polygon(geometry, place) : null;
  }

  /** QuPath writes an object with the name, or names from the general to the special. */
  private static String className(JsonNode properties) {
    JsonNode of = properties.path("classification");
    JsonNode names = of.path("names");
    if (names.isArray() && !names.isEmpty()) {
      List<String> all = new ArrayList<>();
      names.forEach(name -> all.add(name.asText()));
      return FileNames.text(String.join(": ", all));
    }
    return FileNames.text(of.isTextual() ? of.asText() : of.path("name").asText(""));
  }

  private static void point(String label, JsonNode coordinates, FieldDraft draft, FilePlace place) {
    draft.point(
        label,
        LabelNumber.of("x", coordinates.path(0).asText(""), place),
        LabelNumber.of("y", coordinates.path(1).asText(""), place),
        place);
  }

  private static @Nullable Outline nucleus(JsonNode feature, FilePlace place) {
    JsonNode nucleus = feature.path("nucleusGeometry");
    return nucleus.isObject() ? polygon(nucleus, place) : null;
  }

  private static @Nullable Polygon polygon(JsonNode geometry, FilePlace place) {
    List<Ring> shells = new ArrayList<>();
    List<Ring> holes = new ArrayList<>();
    if (geometry.path("type").asText().equals("MultiPolygon")) {
      geometry.path("coordinates").forEach(one -> rings(one, shells, holes, place));
    } else {
      rings(geometry.path("coordinates"), shells, holes, place);
    }
    if (shells.isEmpty()) {
      throw place.failure("a polygon has no ring; export the objects again");
    }
    return new Polygon(shells, holes);
  }

  private static void rings(
      JsonNode polygon, List<Ring> shells, List<Ring> holes, FilePlace place) {
    boolean outer = true;
    for (JsonNode points : polygon) {
      if (points.isEmpty()) {
        throw place.failure("a ring has no point; export the objects again");
      }
      double[] xy = new double[2 * points.size()];
      int i = 0;
      for (JsonNode point : points) {
        xy[i++] = LabelNumber.of("x", point.path(0).asText(""), place);
        xy[i++] = LabelNumber.of("y", point.path(1).asText(""), place);
      }
      (outer ? shells : holes).add(Ring.of(xy));
      outer = false;
    }
  }
}
