package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/** XML as of CVAT 1.1 for images: all images in one file. */
final class CvatReader implements XmlElements.Visitor {

  private static final int CORNERS_OF_ELLIPSE = 64;
  private static final long MOST_PIXELS = 1L << 28;

  private final Path file;
  private final Reading reading;
  private @Nullable FieldDraft draft;

  private CvatReader(Path file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  static void read(List<Path> files, Reading reading) {
    for (Path file : files) {
      XmlElements.read(file, new CvatReader(file, reading));
    }
    reading.noteUnlabelled();
  }

  @Override
  public void begin(String path, Map<String, String> attributes, FilePlace place) {
    if (path.equals("annotations/image")) {
      image(attributes, place);
      return;
    }
    FieldDraft of = draft;
    if (!path.startsWith("annotations/image/") || of == null) {
      if (path.startsWith("annotations/track/")) {
        throw place.failure("is of a video (CVAT for video); export the labels as CVAT for images");
      }
      return;
    }
    String type = path.substring("annotations/image/".length());
    switch (type) {
      case "box", "polygon", "points", "ellipse", "mask" -> {
        String label = FileNames.text(attributes.getOrDefault("label", ""));
        if (label.isEmpty()) {
          throw place.failure("a %s has no label; add it, or delete it".formatted(type));
        }
        shape(type, reading.met(label), attributes, of, place);
      }
      case "polyline", "cuboid", "skeleton", "tag" ->
          reading.note("has a %s, which is no cell and was passed over".formatted(type), of.name());
      default -> {
        // attributes of a shape
      }
    }
  }

  @Override
  public void end(String path, String text, FilePlace place) {
    if (path.equals("annotations/image")) {
      draft = null;
    } else if (path.matches("annotations/meta/(task|job|project)/labels/label/name")
        && !text.isEmpty()) {
      reading.met(FileNames.text(text));
    }
  }

  private void image(Map<String, String> attributes, FilePlace place) {
    String name = attributes.getOrDefault("name", "");
    if (name.isEmpty()) {
      throw place.failure("an image has no name; export the labels again");
    }
    Optional<Path> image = reading.images().named(name, file);
    if (image.isEmpty()) {
      reading.note("is named in %s and not there".formatted(reading.name(file)), name);
    }
    draft = image.flatMap(found -> reading.draft(found, file)).orElse(null);
    if (draft != null && attributes.containsKey("width") && attributes.containsKey("height")) {
      reading.statedSize(
          draft, number(attributes, "width", place), number(attributes, "height", place));
    }
  }

  private static double number(Map<String, String> attributes, String key, FilePlace place) {
    return LabelNumber.of(key, attributes.get(key), place);
  }

  private static void shape(
      String type, String label, Map<String, String> of, FieldDraft draft, FilePlace place) {
    switch (type) {
      case "box" -> box(label, of, draft, place);
      case "ellipse" ->
          draft.outline(
              label,
              ellipse(
                  number(of, "cx", place),
                  number(of, "cy", place),
                  number(of, "rx", place),
                  number(of, "ry", place),
                  rotation(of, place)),
              null);
      case "mask" -> draft.outline(label, mask(of, place), null);
      default -> {
        double[] xy = points(of.getOrDefault("points", ""), place);
        if (type.equals("polygon")) {
          if (xy.length < 2 * Ring.LEAST) {
            throw place.failure("a polygon has fewer than three corners; delete it");
          }
          draft.outline(label, Polygon.of(xy), null);
        } else {
          for (int i = 0; i < xy.length; i += 2) {
            draft.point(label, xy[i], xy[i + 1], place);
          }
        }
      }
    }
  }

  /** A box may be turned around its middle, in degrees clockwise. */
  private static void box(String label, Map<String, String> of, FieldDraft draft, FilePlace place) {
    double left = number(of, "xtl", place);
    double top = number(of, "ytl", place);
    double right = number(of, "xbr", place);
    double bottom = number(of, "ybr", place);
    double degrees = rotation(of, place);
    if (degrees == 0) {
      draft.box(label, left, top, right, bottom, place);
      return;
    }
    double[] xy = {left, top, right, top, right, bottom, left, bottom};
    draft.outline(label, turned(xy, (left + right) / 2, (top + bottom) / 2, degrees), null);
  }

  private static double rotation(Map<String, String> of, FilePlace place) {
    return of.containsKey("rotation") ? number(of, "rotation", place) : 0;
  }

  private static Polygon turned(double[] xy, double cx, double cy, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    for (int i = 0; i < xy.length; i += 2) {
      double across = xy[i] - cx;
      double down = xy[i + 1] - cy;
      xy[i] = cx + across * cos - down * sin;
      xy[i + 1] = cy + across * sin + down * cos;
    }
    return Polygon.of(xy);
  }

  private static Polygon ellipse(double cx, double cy, double rx, double ry, double degrees) {
    double[] xy = new double[2 * CORNERS_OF_ELLIPSE];
    for (int i = 0; i < CORNERS_OF_ELLIPSE; i++) {
      double angle = 2 * Math.PI * i / CORNERS_OF_ELLIPSE;
      xy[2 * i] = cx + rx * Math.cos(angle);
      xy[2 * i + 1] = cy + ry * Math.sin(angle);
    }
    return turned(xy, cx, cy, degrees);
  }

  private static double[] points(String text, FilePlace place) {
    String[] points = text.strip().split("\\s*;\\s*");
    double[] xy = new double[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      String[] one = points[i].split("\\s*,\\s*", -1);
      if (one.length != 2) {
        throw place.failure("points are no 'x,y;x,y'; export the labels again");
      }
      xy[2 * i] = LabelNumber.of("x", one[0], place);
      xy[2 * i + 1] = LabelNumber.of("y", one[1], place);
    }
    return xy;
  }

  /** Numbers of pixels off and on by turns, along the rows of the mask's own box. */
  private static Mask mask(Map<String, String> of, FilePlace place) {
    double width = number(of, "width", place);
    double height = number(of, "height", place);
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
      throw place.failure("a mask has no size that can be; export the labels again");
    }
    BitSet pixels = new BitSet();
    long at = 0;
    boolean on = false;
    for (String run : of.getOrDefault("rle", "").strip().split("\\s*,\\s*")) {
      double length = LabelNumber.of("rle", run, place);
      if (length < 0 || at + length > width * height) {
        throw place.failure("a mask's rle doesn't fit its size; export the labels again");
      }
      if (on) {
        pixels.set((int) at, (int) (at + length));
      }
      at += (long) length;
      on = !on;
    }
    double left = number(of, "left", place);
    double top = number(of, "top", place);
    if (left < 0 || top < 0 || left > Integer.MAX_VALUE / 2 || top > Integer.MAX_VALUE / 2) {
      throw place.failure("a mask lies outside of its image; export the labels again");
    }
    return RunLengths.rows(pixels, (int) width, (int) left, (int) top, place);
  }
}
