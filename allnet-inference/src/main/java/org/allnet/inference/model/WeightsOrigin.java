package org.allnet.inference.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;

/**
 * Where trained weights come from, as the files of classifiers, detectors and segmenters say it
 * alike.
 */
public interface WeightsOrigin {

  /** {@return the name of the data set} */
  String dataset();

  /** {@return a hash of the images of the data set; nothing if it is not known} */
  Optional<String> imagesFingerprint();

  /** {@return a hash of the split; nothing if there was none or it is not known} */
  Optional<String> splitFingerprint();

  /** {@return what everything random was drawn from} */
  long seed();

  /** {@return the epoch whose weights these are} */
  int epoch();

  /** {@return what they reach on the validation images} */
  Map<? extends ValidationMetric, Double> metrics();

  /** {@return the versions that made them, by name; none if they are not known} */
  Map<String, String> software();

  /** {@return when they were made, ISO 8601; empty if it is not known} */
  String created();

  /** {@return when and by what they were made, for a reader} */
  default String made() {
    return software().isEmpty()
        ? "made " + created()
        : "made %s by %s"
            .formatted(
                created(),
                new TreeMap<>(software())
                    .entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", ")));
  }

  /** {@return all of it by the keys of an exported model's facts, in a map that may be changed} */
  default Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("dataset", dataset());
    imagesFingerprint().ifPresent(print -> facts.put("fingerprint", print));
    splitFingerprint().ifPresent(print -> facts.put("split", print));
    facts.put("seed", Long.toString(seed()));
    facts.put("epoch", Integer.toString(epoch()));
    facts.put("created", created());
    ValidationMetrics.byKey(metrics())
        .forEach((key, value) -> facts.put("validation_" + key, Double.toString(value)));
    new TreeMap<>(software()).forEach((name, version) -> facts.put("software_" + name, version));
    return facts;
  }

  /**
   * Returns the versions that make weights now.
   *
   * @param version ALLNet's
   */
  static Map<String, String> softwareNow(String version) {
    return Map.of("ALLNet", version, "Java", String.valueOf(System.getProperty("java.version")));
  }
}
