package org.allnet.export.program;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.Provenance;

/**
 * What an exported file says of a model, in texts by name: the same in every format's own metadata.
 */
public final class ExportFacts {

  /** What every exported file says of its use. */
  public static final String NOTICE = "Research use only: not a medical device.";

  private ExportFacts() {}

  /**
   * Returns the facts of a program.
   *
   * @param program the program
   * @return texts by name, in a fixed order
   */
  public static Map<String, String> of(ModelProgram program) {
    ModelDescription description = program.description();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("notice", NOTICE);
    facts.put("recipe", description.recipe());
    facts.put("classes", String.join(",", description.classes()));
    facts.put("positive", description.positive());
    facts.put("normalisation", "in the graph");
    facts.put("segmentation", description.segmentation().key());
    facts.put("segmentation_in_graph", program.segmentation().key());
    facts.put("crop", String.valueOf(description.input().crop()));
    facts.put("views", description.pipeline().views().text());
    facts.put("networks", description.makeUp());
    facts.put("protocol", description.provenance().keptApartKey());
    facts.put("transductive", String.valueOf(description.transductive()));
    facts.put("foreignWeights", String.valueOf(description.provenance().foreignWeights()));
    facts.put("synthetic", String.valueOf(description.provenance().synthetic()));
    provenance(facts, description.provenance());
    OperatingPoint point = description.rule().point();
    if (point != null) {
      facts.put("threshold", Double.toString(point.threshold()));
    }
    ReferBand band = description.rule().band();
    if (band != null) {
      facts.put("refer_band", band.low() + "," + band.high());
    }
    facts.put("temperature", Double.toString(program.temperature()));
    return facts;
  }

  /** Where the weights and the decision rule come from, as far as the model file says it. */
  private static void provenance(Map<String, String> facts, Provenance from) {
    facts.putAll(from.facts());
    facts.putIfAbsent("split", "");
    String chosen = from.ruleChosen();
    facts.put("rule_chosen_anew", chosen == null ? "false" : chosen);
    facts.put("split_protocol", from.protocol().key());
    facts.put("earlier", String.join(",", from.earlier()));
    facts.put(
        "begun_with",
        from.begunWith().stream()
            .map(weights -> weights.sha256() + " " + weights.file())
            .collect(Collectors.joining("\n")));
    facts.put("fold", Integer.toString(from.fold()));
    facts.put("folds", Integer.toString(from.folds()));
    ImageScale scale = from.scale();
    if (scale != null && scale.side() != 0) {
      facts.put("image_side", Integer.toString(scale.side()));
    }
    if (scale != null && scale.micrometres() != null) {
      facts.put("spacing_um_px", scale.micrometres().toString());
      facts.put("spacing_source", scale.source());
    }
    new TreeMap<>(from.images())
        .forEach((role, count) -> facts.put("images_" + role, Integer.toString(count)));
  }
}
