package org.allnet.data.field.writing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.file.AtomicFile;

/**
 * YOLO's text: {@code labels/PART/NAME.txt} with {@code class cx cy w h} a line, and a {@code
 * data.yaml} with paths from its own folder. A field without labels has an empty file.
 */
final class YoloWriter {

  private YoloWriter() {}

  static void write(FieldSet set, WrittenFields fields, Path out, WrittenSet.Counter counter) {
    for (Map.Entry<FieldPart, Map<String, Field>> part : fields.byPart().entrySet()) {
      part.getValue()
          .forEach(
              (name, field) ->
                  AtomicFile.writeText(
                      WrittenFields.beside(out, "labels", part.getKey(), name, ".txt"),
                      lines(set.classes(), field, counter)));
    }
    AtomicFile.writeText(out.resolve("data.yaml"), yaml(set.classes(), fields));
  }

  private static String lines(List<String> classes, Field field, WrittenSet.Counter counter) {
    counter.field();
    StringBuilder text = new StringBuilder();
    for (LabelledBox box : field.boxes()) {
      if (box.crowd()) {
        counter.lost("labels of crowds, for which YOLO has no mark");
        continue;
      }
      if (box.outline() != null) {
        counter.lost("outlines, of which the box is written");
      }
      BoundingBox of = box.box();
      text.append(classes.indexOf(box.label()));
      text.append(' ').append(part(of.centreX(), field.width()));
      text.append(' ').append(part(of.centreY(), field.height()));
      text.append(' ').append(part(of.width(), field.width()));
      text.append(' ').append(part(of.height(), field.height())).append('\n');
      counter.label();
    }
    field.points().forEach(point -> counter.lost("points, for which YOLO has boxes alone"));
    return text.toString();
  }

  private static String part(double pixels, int side) {
    return Decimals.of(pixels / side, Decimals.YOLO).toPlainString();
  }

  private static String yaml(List<String> classes, WrittenFields fields) {
    List<String> lines = new ArrayList<>();
    Set<FieldPart> parts = fields.byPart().keySet();
    boolean known = parts.contains(FieldPart.TRAINING) || parts.contains(FieldPart.VALIDATION);
    for (FieldPart part : parts) {
      FieldPart read = known || part != FieldPart.WHOLE ? part : FieldPart.TRAINING;
      lines.add(read.key() + ": images/" + part.key());
    }
    lines.add("nc: " + classes.size());
    lines.add("names:");
    for (int i = 0; i < classes.size(); i++) {
      lines.add("  %d: '%s'".formatted(i, classes.get(i).replace("'", "''")));
    }
    return String.join("\n", lines) + "\n";
  }
}
