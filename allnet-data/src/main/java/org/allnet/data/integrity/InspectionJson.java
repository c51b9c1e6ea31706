package org.allnet.data.integrity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.allnet.data.duplicate.CopyPair;

/** An inspection for programs. Its keys are a promise to users, whatever the records look like. */
final class InspectionJson {

  private InspectionJson() {}

  static ObjectNode of(Inspection it) {
    ImageCounts images = it.images();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", it.name()).put("layout", it.kind().label()).put("synthetic", it.synthetic());
    json.put("images", images.total()).put("unusable", images.unusable());
    putSubjects(json, it.subjects());
    json.put("uniqueImages", it.copies().uniqueImages())
        .put("duplicateGroups", it.copies().identical().size());
    put(json.putObject("classes"), images.classes());
    json.put("unlabelled", images.unlabelled());
    ObjectNode byPart = json.putObject("parts");
    images.parts().forEach((part, counts) -> put(byPart.putObject(part), counts));
    put(json.putObject("frames"), images.frames());
    putIdentical(json, it.copies().identical());
    putOthers(json, it.copies());
    ArrayNode odd = json.putArray("problems");
    it.problems().forEach(problem -> odd.add(problem.toString()));
    return json;
  }

  private static void putSubjects(ObjectNode json, SubjectCounts subjects) {
    json.put("subjects", subjects.named()).put("subjectGroups", subjects.groups());
    json.put("presumedSubjects", subjects.presumed());
    NearDuplicateJoins joins = subjects.joins();
    if (joins == null) {
      json.putNull("nearDuplicateJoins");
    } else {
      json.putObject("nearDuplicateJoins")
          .put("subjects", joins.people())
          .put("joined", joins.joined())
          .put("groups", joins.groups())
          .put("largest", joins.largest())
          .put("much", joins.isMuch());
    }
    SubjectCounts.ImagesEach each = subjects.imagesEach();
    if (each == null) {
      json.putNull("imagesPerSubject");
    } else {
      json.putObject("imagesPerSubject")
          .put("min", each.least())
          .put("median", each.median())
          .put("max", each.most());
    }
  }

  private static void putIdentical(ObjectNode json, List<DuplicateGroup> identical) {
    ArrayNode groups = json.putArray("duplicates");
    for (DuplicateGroup group : identical) {
      ObjectNode one = groups.addObject().put("sha256", group.sha256());
      one.put("acrossSubjects", group.acrossSubjects());
      one.put("acrossParts", group.acrossParts());
      one.put("acrossLabels", group.acrossLabels());
      ArrayNode names = one.putArray("images");
      group.images().forEach(names::add);
    }
  }

  private static void putOthers(ObjectNode json, FoundCopies copies) {
    List<CopyGroup> others = copies.others();
    if (others == null) {
      json.putNull("copies");
      return;
    }
    ArrayNode groups = json.put("faceless", copies.faceless()).putArray("copies");
    for (CopyGroup group : others) {
      ObjectNode one = groups.addObject();
      one.put("acrossSubjects", group.acrossSubjects());
      one.put("acrossParts", group.acrossParts());
      one.put("acrossLabels", group.acrossLabels());
      ArrayNode names = one.putArray("images");
      group.images().forEach(names::add);
      ArrayNode pairs = one.putArray("pairs");
      for (CopyPair copy : group.copies()) {
        ObjectNode pair = pairs.addObject().put("image", copy.image()).put("other", copy.other());
        ArrayNode kinds = pair.putArray("kinds");
        copy.kinds().forEach(kind -> kinds.add(kind.key()));
        pair.put("correlation", copy.correlation());
      }
    }
  }

  private static void put(ObjectNode json, Map<String, Integer> counts) {
    counts.forEach(json::put);
  }
}
