package org.allnet.explain.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explanation;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.feature.FeatureContribution;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RawMap;
import org.allnet.explain.picture.Overlay;
import org.allnet.inference.Classification;
import org.allnet.inference.image.pixels.OutputNames;
import org.jspecify.annotations.Nullable;

/**
 * A folder of explanations, a file of a kind for each image: {@code overlay/NAME.png}, {@code
 * map/NAME.npy} with the attributions on the image, {@code raw/WHAT/NAME.npy} with those of each
 * network at its own resolution, and {@code json/NAME.json}. Not for several threads at once.
 */
public final class ExplanationFolder {

  private final Path folder;
  private final OutputNames names;
  private final @Nullable MapCheck check;

  /**
   * A folder.
   *
   * @param folder where to; made if it is missing
   * @param check whether maps of the method can be believed for the model; absent if that was not
   *     checked
   */
  public ExplanationFolder(Path folder, Optional<MapCheck> check) {
    this.folder = folder;
    this.check = check.orElse(null);
    this.names = new OutputNames(folder.resolve("overlay"));
  }

  /**
   * Writes the files of an image.
   *
   * @param image an image that was explained
   * @param why its explanation
   * @return the overlay's file
   * @throws org.allnet.data.RunException if a file can't be written
   * @throws org.allnet.data.InputException if the image's name can't be a file name
   */
  public Path write(ExplainedImage image, Explanation why) {
    Path overlay = names.fileFor(image.classification().image(), "png");
    AttributionMap map = why.result().map();
    String label = why.label() + doubt(why);
    write(overlay, new Overlay(image.pixels(), why.regions(), map, why.signed()).png(label));
    write(beside(overlay, "map", "npy"), NpyFile.bytes(map.values(), map.height(), map.width()));
    for (RawMap raw : why.result().raw()) {
      int[] shape = raw.shape().stream().mapToInt(Integer::intValue).toArray();
      write(beside(overlay, "raw/" + raw.name(), "npy"), NpyFile.bytes(raw.values(), shape));
    }
    AtomicFile.writeText(beside(overlay, "json", "json"), json(image.classification(), why));
    return overlay;
  }

  /**
   * Writes the file of an image that learners on features answered about: JSON alone.
   *
   * @param image an image that was explained
   * @param why its explanation
   * @param label the class that is explained
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public void write(ExplainedImage image, FeatureExplanation why, String label) {
    Path overlay = names.fileFor(image.classification().image(), "png");
    Map<String, Object> json = answer(image.classification(), "features", label);
    json.put("workedOutBy", why.method().words());
    json.put("background", why.background().name().toLowerCase(Locale.ROOT));
    json.put("probabilityOfLearners", why.output());
    json.put("baseProbabilityOfLearners", why.base());
    json.put("features", why.top(Integer.MAX_VALUE).stream().map(ExplanationFolder::one).toList());
    AtomicFile.writeText(beside(overlay, "json", "json"), text(json));
  }

  private static Map<String, Object> one(FeatureContribution feature) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", feature.name());
    map.put("value", feature.value());
    map.put("contribution", feature.contribution());
    map.put("standardError", feature.standardError());
    return map;
  }

  private static void write(Path file, byte[] content) {
    AtomicFile.write(file, out -> out.write(content));
  }

  private Path beside(Path overlay, String kind, String extension) {
    String name = names.folder().relativize(overlay).toString();
    return folder
        .resolve(kind)
        .resolve(name.substring(0, name.length() - "png".length()) + extension);
  }

  private String doubt(Explanation why) {
    if (why.isPlaceless()) {
      return fails() ? " (tells no place; method fails)" : " (a single place, tells no place)";
    }
    return fails() ? " (this method fails for the model)" : "";
  }

  private boolean fails() {
    return check != null && check.fails();
  }

  private String json(Classification answer, Explanation why) {
    Map<String, Object> json = answer(answer, why.method().key(), why.label());
    json.put("check", check == null ? "not checked" : check.word());
    if (check != null) {
      json.put("checkVerdict", check.verdict());
    }
    json.put("tellsPlaces", !why.isPlaceless());
    json.put("logit", why.result().logit());
    json.put("facts", why.result().facts());
    json.put("empty", why.isEmpty());
    json.put("height", why.result().map().height());
    json.put("width", why.result().map().width());
    HeatFractions heat = why.heat();
    if (heat != null) {
      json.put("positiveHeat", heat(heat));
    }
    json.put("raw", why.result().raw().stream().map(ExplanationFolder::raw).toList());
    return text(json);
  }

  private static Map<String, Object> answer(Classification answer, String method, String label) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("use", "research only, not a medical device");
    json.put("image", answer.image());
    json.put("predicted", answer.predicted().orElse(null));
    answer
        .referred()
        .ifPresent(
            reason -> {
              json.put("referred", reason.key());
              json.put("reason", DecisionWords.reason(reason));
            });
    json.put("probabilities", answer.probabilities());
    json.put("method", method);
    json.put("class", label);
    return json;
  }

  private static String text(Map<String, Object> json) {
    return Json.indented(json) + "\n";
  }

  private static Map<String, Object> heat(HeatFractions heat) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cell", heat.cell());
    heat.nucleus().ifPresent(nucleus -> map.put("nucleus", nucleus));
    map.put("background", heat.background());
    map.put("cellArea", heat.cellArea());
    heat.nucleusArea().ifPresent(area -> map.put("nucleusArea", area));
    return map;
  }

  private static Map<String, Object> raw(RawMap raw) {
    return Map.of("name", raw.name(), "shape", List.copyOf(raw.shape()));
  }
}
