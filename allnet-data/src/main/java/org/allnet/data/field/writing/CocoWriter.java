package org.allnet.data.field.writing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;

/**
 * COCO's JSON, a file {@code annotations/instances_PART.json} for each part. All ids count from 1,
 * since the reference evaluator takes an annotation 0 for none. Masks and polygons with holes are
 * run lengths. What a detector found has its {@code score}, as in COCO's results.
 */
final class CocoWriter {

  /** Beyond so many pixels a mask's counts are written as polygons, without holes. */
  private static final long MOST_PIXELS = 1L << 26;

  private CocoWriter() {}

  static void write(FieldSet set, WrittenFields fields, Path out, WrittenSet.Counter counter) {
    for (Map.Entry<FieldPart, Map<String, Field>> part : fields.byPart().entrySet()) {
      Path file = out.resolve("annotations").resolve("instances_" + part.getKey().key() + ".json");
      AtomicFile.write(
          file, stream -> part(set.classes(), part.getKey(), part.getValue(), stream, counter));
    }
  }

  private static void part(
      List<String> classes,
      FieldPart part,
      Map<String, Field> fields,
      OutputStream stream,
      WrittenSet.Counter counter)
      throws IOException {
    try (JsonGenerator json = Json.generator(stream)) {
      json.writeStartObject();
      json.writeArrayFieldStart("categories");
      for (int i = 0; i < classes.size(); i++) {
        json.writeStartObject();
        json.writeNumberField("id", i + 1);
        json.writeStringField("name", classes.get(i));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("images");
      int image = 0;
      for (Map.Entry<String, Field> field : fields.entrySet()) {
        json.writeStartObject();
        json.writeNumberField("id", ++image);
        json.writeStringField("file_name", part.key() + "/" + field.getKey());
        json.writeNumberField("width", field.getValue().width());
        json.writeNumberField("height", field.getValue().height());
        FieldFacts.write(json, field.getValue().facts());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      int id = 0;
      image = 0;
      for (Field field : fields.values()) {
        image++;
        counter.field();
        for (LabelledBox box : field.boxes()) {
          annotation(json, ++id, image, classes.indexOf(box.label()) + 1, box, field);
          counter.label();
        }
        field.points().forEach(point -> counter.lost("points, for which COCO has boxes alone"));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void annotation(
      JsonGenerator json, int id, int image, int category, LabelledBox box, Field field)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", category);
    BoundingBox of = box.box();
    json.writeArrayFieldStart("bbox");
    for (double number : new double[] {of.left(), of.top(), of.width(), of.height()}) {
      json.writeNumber(Decimals.of(number, Decimals.COCO));
    }
    json.writeEndArray();
    json.writeFieldName("area");
    json.writeNumber(Decimals.of(box.area(), Decimals.COCO));
    json.writeNumberField("iscrowd", box.crowd() ? 1 : 0);
    Double score = box.score();
    if (score != null) {
      json.writeFieldName("score");
      json.writeNumber(Decimals.of(score, Decimals.SCORE));
    }
    Outline outline = box.outline();
    if (outline != null) {
      segmentation(json, outline, box.crowd(), field);
    }
    json.writeEndObject();
  }

  private static void segmentation(JsonGenerator json, Outline outline, boolean crowd, Field field)
      throws IOException {
    boolean plain = outline instanceof Polygon polygon && polygon.holes().isEmpty() && !crowd;
    if (plain || (long) field.width() * field.height() > MOST_PIXELS) {
      json.writeArrayFieldStart("segmentation");
      for (Ring ring : outline.toPolygon().shells()) {
        json.writeStartArray();
        for (int i = 0; i < ring.size(); i++) {
          json.writeNumber(Decimals.of(ring.x(i), Decimals.COCO));
          json.writeNumber(Decimals.of(ring.y(i), Decimals.COCO));
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      return;
    }
    json.writeObjectFieldStart("segmentation");
    json.writeArrayFieldStart("size");
    json.writeNumber(field.height());
    json.writeNumber(field.width());
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    for (int count : outline.toMask().columnCounts(field.width(), field.height())) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
