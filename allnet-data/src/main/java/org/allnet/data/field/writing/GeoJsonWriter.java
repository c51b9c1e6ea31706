package org.allnet.data.field.writing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.allnet.data.field.ClassColours;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.LabelledPoint;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Ring;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON for QuPath: a {@code FeatureCollection} for each field, in pixels of the full image.
 * Rings are closed and simple, with two decimals at most; a nucleus lies in its cell. Features are
 * written one by one. What a detector found has its score as a measurement, and its areas if it is
 * outlined.
 */
final class GeoJsonWriter {

  private GeoJsonWriter() {}

  static void write(FieldSet set, WrittenFields fields, Path out, WrittenSet.Counter counter) {
    for (Map.Entry<FieldPart, Map<String, Field>> part : fields.byPart().entrySet()) {
      part.getValue().forEach((name, field) -> write(set.classes(), name, field, out, counter));
    }
  }

  static Path write(
      List<String> classes, String name, Field field, Path out, WrittenSet.Counter counter) {
    Path file = WrittenFields.beside(out, "geojson", field.part(), name, ".geojson");
    AtomicFile.write(file, stream -> field(classes, field, stream, counter));
    return file;
  }

  private static void field(
      List<String> classes, Field field, OutputStream stream, WrittenSet.Counter counter)
      throws IOException {
    counter.field();
    try (JsonGenerator json = Json.generator(stream)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      FieldFacts.write(json, field.facts());
      json.writeArrayFieldStart("features");
      int number = -1;
      for (LabelledBox box : field.boxes()) {
        number++;
        Outline outline = box.outline();
        Optional<ValidCell> drawn =
            outline == null ? Optional.empty() : ValidCell.of(outline, box.nucleus());
        Optional<ValidRings> rings = drawn.map(ValidCell::cell).or(() -> ValidRings.of(box.box()));
        if (rings.isEmpty()) {
          counter.lost("labels of less than a hundredth of a pixel");
          continue;
        }
        begin(json, field, number);
        json.writeFieldName("geometry");
        geometry(json, rings.get());
        ValidRings nucleus = drawn.isEmpty() ? null : drawn.get().nucleus();
        if (nucleus != null) {
          json.writeFieldName("nucleusGeometry");
          geometry(json, nucleus);
        }
        end(json, outline == null ? "detection" : "cell", box.label(), box, classes);
        counter.label();
      }
      for (LabelledPoint point : field.points()) {
        begin(json, field, ++number);
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "Point");
        json.writeFieldName("coordinates");
        point(json, point.x(), point.y());
        json.writeEndObject();
        end(json, "annotation", point.label(), null, classes);
        counter.label();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void begin(JsonGenerator json, Field field, int number) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeStringField("id", idOf(field, number));
  }

  /** The same label has the same id whenever it is written, whatever was left out before it. */
  static String idOf(Field field, int number) {
    String key = field.name() + "\n" + number;
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void end(
      JsonGenerator json,
      String kind,
      String label,
      @Nullable LabelledBox box,
      List<String> classes)
      throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeStringField("objectType", kind);
    json.writeObjectFieldStart("classification");
    json.writeStringField("name", label);
    json.writeFieldName("color");
    int[] colour = ClassColours.rgb(classes.indexOf(label));
    json.writeArray(colour, 0, colour.length);
    json.writeEndObject();
    Double score = box == null ? null : box.score();
    if (box != null && score != null) {
      json.writeObjectFieldStart("measurements");
      measurement(json, "score", score, Decimals.SCORE);
      areas(json, box);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The areas of what was outlined, by QuPath's names. */
  private static void areas(JsonGenerator json, LabelledBox box) throws IOException {
    Outline cell = box.outline();
    if (cell == null) {
      return;
    }
    measurement(json, "Cell: Area px^2", cell.area(), Decimals.GEOJSON);
    Outline nucleus = box.nucleus();
    if (nucleus != null) {
      measurement(json, "Nucleus: Area px^2", nucleus.area(), Decimals.GEOJSON);
      measurement(json, "Nucleus/Cell area ratio", nucleus.area() / cell.area(), Decimals.SCORE);
    }
  }

  private static void measurement(JsonGenerator json, String name, double value, int decimals)
      throws IOException {
    json.writeFieldName(name);
    json.writeNumber(Decimals.of(value, decimals));
  }

  private static void geometry(JsonGenerator json, ValidRings rings) throws IOException {
    boolean several = rings.parts().size() > 1;
    json.writeStartObject();
    json.writeStringField("type", several ? "MultiPolygon" : "Polygon");
    json.writeFieldName("coordinates");
    if (several) {
      json.writeStartArray();
    }
    for (ValidRings.Part part : rings.parts()) {
      json.writeStartArray();
      ring(json, part.shell());
      for (Ring hole : part.holes()) {
        ring(json, hole);
      }
      json.writeEndArray();
    }
    if (several) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void ring(JsonGenerator json, Ring ring) throws IOException {
    json.writeStartArray();
    for (int i = 0; i <= ring.size(); i++) {
      point(json, ring.x(i % ring.size()), ring.y(i % ring.size()));
    }
    json.writeEndArray();
  }

  private static void point(JsonGenerator json, double x, double y) throws IOException {
    json.writeStartArray();
    json.writeNumber(Decimals.of(x, Decimals.GEOJSON));
    json.writeNumber(Decimals.of(y, Decimals.GEOJSON));
    json.writeEndArray();
  }
}
