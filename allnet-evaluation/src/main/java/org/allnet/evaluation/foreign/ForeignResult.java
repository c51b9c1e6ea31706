package org.allnet.evaluation.foreign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.metric.MetricValue;

/**
 * What a model does with a set of images that it is not for.
 *
 * @param name what the user calls the set
 * @param kind how near it is to what the model is for, as the user says
 * @param images how many images it has, without those that can't be read
 * @param nothingToSee how many show nothing
 * @param poorImage how many are refused as poor images
 * @param unlikeTraining how many are refused as unlike the images of training
 * @param refused the fraction of the images that is refused for any of these reasons
 * @param methods for each score how well it tells the images in which there is something to see
 *     from the model's own kind; empty if there are none
 * @param curve of the score that refuses images; absent if there are none
 */
public record ForeignResult(
    String name,
    Kind kind,
    long images,
    long nothingToSee,
    long poorImage,
    long unlikeTraining,
    MetricValue refused,
    Map<OutlierMethod, ForeignDetection> methods,
    List<Curve> curve) {

  /** How near a set is to what the model is for. */
  public enum Kind {
    /** Much alike, such as other white cells cut out on black at the same scale. */
    NEAR,
    /** Something else altogether, such as fields, textures and text. */
    FAR,
    /** The user does not say. */
    UNSAID;

    /** {@return the word in files and before the name of a set} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies {@code methods} and {@code curve}, so that nothing changes them from outside. */
  public ForeignResult {
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
    curve = List.copyOf(curve);
  }

  /** {@return the name, with the kind if the user says it} */
  public String title() {
    return kind == Kind.UNSAID ? name : name + " (" + kind.key() + ")";
  }

  /** {@return how many images came to what, in one line} */
  public String counts() {
    return "%s, refused %s: %d nothing to see, %d poor image, %d unlike training; %d are answered"
        .formatted(
            Counted.of(images, "image"),
            refused.describe(),
            nothingToSee,
            poorImage,
            unlikeTraining,
            images - nothingToSee - poorImage - unlikeTraining);
  }

  /** {@return why no score is compared, a sentence; empty if one is} */
  public String unscored() {
    if (!methods.isEmpty()) {
      return "";
    }
    return images == nothingToSee
        ? "No score is compared: there is nothing to see in any image of this set."
        : "No score is compared: there is nothing to see in any of the model's own images.";
  }

  /** {@return what a score is called beside others} */
  public static String label(OutlierMethod method) {
    return method.key()
        + (method == OutlierMethod.HOUSE ? " (refuses)" : method.isBaseline() ? " (baseline)" : "");
  }

  /** {@return it for a reader, lines without line feeds} */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("foreign set " + title() + ": " + counts());
    methods.forEach(
        (method, found) ->
            lines.add(
                "  %s, %s images: AUROC %s, average precision %s, accepted at 95 %% of own images %s"
                    .formatted(
                        label(method),
                        found.counted(),
                        found.auroc().describe(),
                        found.averagePrecision().describe(),
                        found.acceptedForeign().describe())));
    if (!unscored().isEmpty()) {
      lines.add("  " + unscored());
    }
    return lines;
  }

  /** {@return it as JSON; the scores by their keys} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name).put("kind", kind.key()).put("images", images);
    node.put("nothingToSee", nothingToSee).put("poorImage", poorImage);
    node.put("unlikeTraining", unlikeTraining);
    node.set("refused", refused.toJson());
    if (!unscored().isEmpty()) {
      node.put("unscored", unscored());
    }
    ObjectNode byMethod = node.putObject("methods");
    methods.forEach((method, found) -> byMethod.set(method.key(), found.toJson()));
    return node;
  }
}
