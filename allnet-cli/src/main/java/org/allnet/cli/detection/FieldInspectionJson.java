package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.Sentence;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault;
import org.allnet.data.field.inspection.ClassLabels;
import org.allnet.data.field.inspection.FieldInspection;
import org.allnet.data.field.inspection.Sides;
import org.allnet.data.integrity.CopyGroup;
import org.allnet.data.integrity.DuplicateGroup;
import org.allnet.data.integrity.Inspection;
import org.jspecify.annotations.Nullable;

/** The inspection of a set of fields for programs. Its keys are a promise to users. */
final class FieldInspectionJson {

  private FieldInspectionJson() {}

  static Map<String, Object> of(FieldInspection it) {
    FieldSet set = it.set();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", set.name());
    json.put("layout", set.layout().key());
    json.put("fields", set.fields().size());
    json.put("background", it.background());
    json.put("parts", it.parts());
    json.put("classes", classes(it.classes()));
    List<Map<String, Object>> sizes = new ArrayList<>();
    it.sizes()
        .forEach(
            group -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("size", group.size());
              one.put("fields", group.fields());
              one.put("classes", classes(group.classes()));
              sizes.add(one);
            });
    json.put("sizes", sizes);
    json.put("faults", faults(set));
    List<Map<String, Object>> doubled = new ArrayList<>();
    it.doubled()
        .forEach(
            pair -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("field", pair.field());
              one.put("classes", List.of(pair.label(), pair.other()));
              one.put("iou", pair.iou());
              doubled.add(one);
            });
    json.put("nearlyDoubled", doubled);
    List<Map<String, Object>> lacking = new ArrayList<>();
    it.lacking()
        .forEach(
            group -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("class", group.label());
              one.put("size", group.size());
              one.put("median", group.usual());
              one.put("fractionOfFieldsWithIt", group.having());
              one.put("without", group.without());
              one.put("few", group.few());
              lacking.add(one);
            });
    json.put("lacking", lacking);
    json.put("notes", set.notes().stream().map(Sentence::toString).toList());
    return json;
  }

  private static Map<String, Object> classes(List<ClassLabels> classes) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (ClassLabels labels : classes) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("boxes", labels.boxes());
      one.put("points", labels.points());
      one.put("fields", labels.fields());
      one.put("sidePixels", sides(labels.sides()));
      json.put(labels.label(), one);
    }
    return json;
  }

  private static @Nullable Map<String, Object> sides(@Nullable Sides sides) {
    if (sides == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p5", sides.low());
    json.put("median", sides.median());
    json.put("p95", sides.high());
    return json;
  }

  private static Map<String, Object> faults(FieldSet set) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (LabelFault.Kind kind : LabelFault.Kind.values()) {
      List<Map<String, Object>> faults = new ArrayList<>();
      for (LabelFault fault : set.faults()) {
        if (fault.kind() == kind) {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("field", fault.field());
          one.put("class", fault.label());
          if (kind == LabelFault.Kind.CLIPPED || kind == LabelFault.Kind.OUTSIDE) {
            one.put("pixelsOutside", fault.pixels());
          }
          faults.add(one);
        }
      }
      json.put(kind.key(), faults);
    }
    return json;
  }

  static void putCopies(Map<String, Object> json, Inspection inspection) {
    List<Map<String, Object>> duplicates = new ArrayList<>();
    for (DuplicateGroup group : inspection.copies().identical()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("images", group.images());
      one.put("across", group.acrossParts());
      duplicates.add(one);
    }
    json.put("duplicates", duplicates);
    List<Map<String, Object>> near = new ArrayList<>();
    List<CopyGroup> others = inspection.copies().others();
    for (CopyGroup group : others == null ? List.<CopyGroup>of() : others) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("images", group.images());
      one.put("across", group.acrossParts());
      List<Map<String, Object>> pairs = new ArrayList<>();
      group
          .copies()
          .forEach(
              copy -> {
                Map<String, Object> pair = new LinkedHashMap<>();
                pair.put("image", copy.image());
                pair.put("other", copy.other());
                pair.put("kinds", copy.kinds().stream().map(CopyKind::key).toList());
                pair.put("correlation", copy.correlation());
                pairs.add(pair);
              });
      one.put("pairs", pairs);
      near.add(one);
    }
    json.put("nearDuplicates", near);
    json.put("imageProblems", inspection.problems().stream().map(Sentence::toString).toList());
  }
}
