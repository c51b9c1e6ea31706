package org.allnet.data.field.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FileNames;

/**
 * The shapes of a file that are one cell: those of one label and one {@code group_id}, as LabelMe's
 * own export to COCO takes them. Points are no areas and stay apart.
 */
final class LabelMeGroups {

  private record Group(String label, String id) {}

  private static final Set<String> AREAS =
      Set.of("rectangle", "polygon", "rotation", "circle", "mask");

  private final Map<Group, List<Polygon>> several = new LinkedHashMap<>();

  /**
   * Finds the groups of two shapes and more.
   *
   * @param shapes all shapes of a file
   */
  LabelMeGroups(List<JsonNode> shapes) {
    Set<Group> met = new HashSet<>();
    for (JsonNode shape : shapes) {
      boolean area = AREAS.contains(shape.path("shape_type").asText("polygon"));
      JsonNode id = shape.path("group_id");
      if (area && id.isValueNode() && !id.isNull() && !met.add(group(shape))) {
        several.putIfAbsent(group(shape), new ArrayList<>());
      }
    }
  }

  private static Group group(JsonNode shape) {
    return new Group(
        FileNames.text(shape.path("label").asText("")), shape.path("group_id").asText(""));
  }

  /**
   * Takes a shape if others are of its cell.
   *
   * @return whether it was taken
   */
  boolean take(JsonNode shape, Outline outline) {
    List<Polygon> group = several.get(group(shape));
    if (group == null) {
      return false;
    }
    group.add(outline.toPolygon());
    return true;
  }

  /** Gives each group to the draft as one cell. */
  void end(FieldDraft draft, Reading reading) {
    several.forEach(
        (group, parts) -> {
          Polygon all =
              new Polygon(
                  parts.stream().flatMap(part -> part.shells().stream()).toList(),
                  parts.stream().flatMap(part -> part.holes().stream()).toList());
          String label = reading.met(group.label());
          Optional<Polygon> inside = all.within(draft.width(), draft.height());
          if (areApart(parts) || inside.isEmpty()) {
            draft.outline(label, all, null);
          } else {
            draft.pixels(label, all, inside.get().toMask());
          }
        });
    if (!several.isEmpty()) {
      reading.note(
          "has shapes of one group_id and label, which are one cell, as in LabelMe's export to COCO",
          draft.name());
    }
  }

  private static boolean areApart(List<Polygon> parts) {
    List<BoundingBox> boxes =
        parts.stream().flatMap(part -> part.shells().stream()).map(Ring::box).toList();
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        BoundingBox a = boxes.get(i);
        BoundingBox b = boxes.get(j);
        if (a.left() < b.right()
            && b.left() < a.right()
            && a.top() < b.bottom()
            && b.top() < a.bottom()) {
          return false;
        }
      }
    }
    return true;
  }
}
