package org.allnet.data.field.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;
import org.allnet.data.image.LabelRaster;
import org.jspecify.annotations.Nullable;

/** LabelMe's JSON files, one for each image. The image that they may hold is passed over. */
final class LabelMeReader {

  /** Corners of the polygon that stands for a circle; its area is 0.2 % less. */
  private static final int CORNERS_OF_CIRCLE = 64;

  private static final Set<String> KEYS =
      Set.of("shapes", "imagePath", "imageWidth", "imageHeight");

  private LabelMeReader() {}

  private static final class Content {
    private final List<JsonNode> shapes = new ArrayList<>();
    private final List<FilePlace> places = new ArrayList<>();
    private @Nullable String imagePath;
    private double width;
    private double height;

    void take(String key, JsonNode item, FilePlace place) {
      switch (key) {
        case "shapes" -> {
          shapes.add(item);
          places.add(place);
        }
        case "imagePath" -> imagePath = item.isTextual() ? item.asText() : null;
        case "imageWidth" -> width = item.asDouble(0);
        default -> height = item.asDouble(0);
      }
    }
  }

  static void read(List<Path> files, Reading reading) {
    for (Path file : files) {
      Content content = new Content();
      JsonItems.read(file, KEYS, content::take);
      reading
          .image(file, content.imagePath)
          .flatMap(image -> reading.draft(image, file))
          .ifPresent(
              draft -> {
                reading.statedSize(draft, content.width, content.height);
                LabelMeGroups groups = new LabelMeGroups(content.shapes);
                for (int i = 0; i < content.shapes.size(); i++) {
                  shape(content.shapes.get(i), content.places.get(i), groups, draft, reading);
                }
                groups.end(draft, reading);
              });
    }
    reading.noteUnlabelled();
  }

  private static void shape(
      JsonNode shape, FilePlace place, LabelMeGroups groups, FieldDraft draft, Reading reading) {
    String label = FileNames.text(shape.path("label").asText(""));
    if (label.isEmpty()) {
      throw place.failure("a shape has no label; add it, or delete the shape");
    }
    double[] xy = points(shape.path("points"), place);
    String type = shape.path("shape_type").asText("polygon");
    switch (type) {
      case "rectangle" -> {
        require(xy.length >= 4, type, place);
        Ring corners = Ring.of(xy);
        if (groups.take(shape, Polygon.of(corners.box()))) {
          return;
        }
        draft.box(
            reading.met(label),
            corners.box().left(),
            corners.box().top(),
            corners.box().right(),
            corners.box().bottom(),
            place);
      }
      case "polygon", "rotation" -> {
        require(xy.length >= 2 * Ring.LEAST, type, place);
        outline(shape, Polygon.of(xy), groups, draft, reading);
      }
      case "circle" -> {
        require(xy.length == 4, type, place);
        outline(shape, circle(xy), groups, draft, reading);
      }
      case "point" -> {
        require(xy.length == 2, type, place);
        draft.point(reading.met(label), xy[0], xy[1], place);
      }
      case "mask" -> {
        require(xy.length == 4, type, place);
        Mask mask = mask(shape.path("mask").asText(""), xy, place);
        outline(shape, mask, groups, draft, reading);
      }
      default ->
          reading.note(
              "has a shape of type '%s', which is no cell and was passed over".formatted(type),
              place.file());
    }
  }

  private static void outline(
      JsonNode shape, Outline outline, LabelMeGroups groups, FieldDraft draft, Reading reading) {
    if (!groups.take(shape, outline)) {
      draft.outline(reading.met(FileNames.text(shape.path("label").asText(""))), outline, null);
    }
  }

  private static void require(boolean good, String type, FilePlace place) {
    if (!good) {
      throw place.failure(
          "a %s has the wrong number of points; export the labels again".formatted(type));
    }
  }

  private static double[] points(JsonNode points, FilePlace place) {
    double[] xy = new double[2 * points.size()];
    int i = 0;
    for (JsonNode point : points) {
      xy[i++] = LabelNumber.of("x", point.path(0).asText(""), place);
      xy[i++] = LabelNumber.of("y", point.path(1).asText(""), place);
    }
    return xy;
  }

  /** A circle is given by its middle and a point on it. */
  private static Polygon circle(double[] xy) {
    double radius = Math.hypot(xy[2] - xy[0], xy[3] - xy[1]);
    double[] corners = new double[2 * CORNERS_OF_CIRCLE];
    for (int i = 0; i < CORNERS_OF_CIRCLE; i++) {
      double angle = 2 * Math.PI * i / CORNERS_OF_CIRCLE;
      corners[2 * i] = xy[0] + radius * Math.cos(angle);
      corners[2 * i + 1] = xy[1] + radius * Math.sin(angle);
    }
    return Polygon.of(corners);
  }

  /** A mask is a picture of the box that the two points span. */
  private static Mask mask(String base64, double[] xy, FilePlace place) {
    byte[] picture;
    try {
      picture = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw place.failure("a mask is no Base64 text; export the labels again");
    }
    LabelRaster raster;
    try {
      raster = LabelRaster.read(picture, place.file());
    } catch (InputException e) {
      throw place.failure("a mask's picture can't be read; export the labels again");
    }
    BitSet pixels = new BitSet();
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        if (raster.label(x, y) != 0) {
          pixels.set(y * raster.width() + x);
        }
      }
    }
    int left = (int) Math.max(0, Math.min(xy[0], xy[2]));
    int top = (int) Math.max(0, Math.min(xy[1], xy[3]));
    return RunLengths.rows(pixels, raster.width(), left, top, place);
  }
}
