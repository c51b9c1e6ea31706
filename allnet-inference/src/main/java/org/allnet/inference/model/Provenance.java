package org.allnet.inference.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Where weights come from. It is made by {@link #of}, which names each of its parts.
 *
 * <p>Its components are the keys of {@code provenance} in a model file, format 2: a component that
 * is moved into a group is another format.
 *
 * @param dataset the data set's name
 * @param fingerprint its fingerprint
 * @param synthetic whether its cells were synthetic
 * @param protocol what was kept together in the split, if there was one
 * @param split the fingerprint of the split; absent if there was none
 * @param images how many images it was trained on, validated and fitted on, and how many were held
 *     out, by the words of these roles; empty if that is not known
 * @param earlier the data sets of models that its networks began with, if it is not known whether
 *     their people are among those of other images; usually empty
 * @param begunWith the files of weights that its networks began with, and those that these began
 *     with; empty if they began afresh
 * @param fold the fold model of the cross-validation, from 1
 * @param folds the number of folds
 * @param seed the run's seed
 * @param epoch the epoch the weights are of
 * @param software the versions that made it, by name
 * @param created when, ISO 8601
 * @param metrics metrics on the validation fold
 * @param scale how large its images are, and how far their pixels are apart; absent if the file is
 *     of a format that did not keep it
 * @param ruleChosen when the decision rule was chosen anew after training, ISO 8601; absent if it
 *     is that of the training
 */
public record Provenance(
    String dataset,
    String fingerprint,
    boolean synthetic,
    SplitProtocol protocol,
    @Nullable String split,
    Map<String, Integer> images,
    List<String> earlier,
    List<EarlierWeights> begunWith,
    int fold,
    int folds,
    long seed,
    int epoch,
    Map<String, String> software,
    String created,
    @JsonSerialize(keyUsing = ValidationMetrics.Writer.class)
        @JsonDeserialize(keyUsing = MetricKeys.class)
        Map<Metric, Double> metrics,
    @Nullable ImageScale scale,
    @Nullable String ruleChosen)
    implements WeightsOrigin {

  /**
   * Copies its lists and maps and checks its parts.
   *
   * @throws InputException if protocol, split and images contradict each other, a time is none in
   *     ISO 8601, a role is unknown or has a negative count, {@code fold} is not 1 to {@code
   *     folds}, or {@code epoch} is negative
   */
  public Provenance {
    if (protocol.known().isEmpty()
        ? split != null || !images.isEmpty()
        : split == null || split.isBlank()) {
      throw new InputException(
          "protocol, split, images: protocol '%s' with split %s and images %s: they contradict each other"
              .formatted(protocol.key(), split, images));
    }
    if (ruleChosen != null && !isTime(ruleChosen)) {
      throw new InputException("ruleChosen: it is no time such as 2026-01-31T12:00:00Z");
    }
    if (!created.isEmpty() && !isTime(created)) {
      throw new InputException("created: it is no time such as 2026-01-31T12:00:00Z");
    }
    images.forEach(
        (role, count) -> {
          if (SeenImages.ROLES.stream().noneMatch(known -> known.key().equals(role)) || count < 0) {
            throw new InputException(
                "images: %d of '%s' is no count of a role".formatted(count, role));
          }
        });
    if (fold < 1 || folds < 1 || fold > folds || epoch < 0) {
      throw new InputException(
          "fold model %d of %d folds, epoch %d: there is no such one"
              .formatted(fold, folds, epoch));
    }
    images = sorted(images);
    earlier = List.copyOf(earlier);
    begunWith = List.copyOf(begunWith);
    software = sorted(software);
    metrics = ValidationMetrics.sorted(metrics);
  }

  /**
   * Where weights come from that nobody trained, such as those that speed is measured with.
   *
   * @param seed what they were drawn from
   * @return a provenance of no data set, marked as synthetic
   */
  public static Provenance untrained(long seed) {
    return of("none", "").synthetic(true).fold(1, 2).seed(seed).build();
  }

  /**
   * Begins with what weights were trained on.
   *
   * @param dataset the data set's name
   * @param fingerprint its fingerprint
   * @return a builder of weights of no split, the first fold model of one, epoch 0, seed 0
   */
  public static Builder of(String dataset, String fingerprint) {
    return new Builder(dataset, fingerprint);
  }

  /** A copy in an order of its own, so that the same model is the same bytes. */
  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  private static boolean isTime(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  @Override
  public Optional<String> imagesFingerprint() {
    return Optional.of(fingerprint);
  }

  @Override
  public Optional<String> splitFingerprint() {
    return Optional.ofNullable(split);
  }

  /**
   * {@return whether its networks began with weights of another program, which don't say which
   * images they were trained on}
   */
  public boolean foreignWeights() {
    return begunWith.stream().anyMatch(weights -> !weights.model());
  }

  /** The same weights, whose decision rule was chosen anew at a time, ISO 8601. */
  Provenance withRuleChosen(String time) {
    Builder same =
        of(dataset, fingerprint)
            .synthetic(synthetic)
            .begunWith(earlier, begunWith)
            .fold(fold, folds)
            .seed(seed)
            .epoch(epoch)
            .madeBy(software, created)
            .metrics(metrics)
            .scale(scale);
    same.protocol = protocol;
    same.split = split;
    same.images = images;
    same.ruleChosen = time;
    return same.build();
  }

  /** {@return how the split kept people apart; nothing if the model came of no split} */
  public Optional<Protocol> splitProtocol() {
    return protocol.known();
  }

  /**
   * How training kept people apart, which is what metrics of the model may claim.
   *
   * @return the protocol of its split; nothing if it came of none, or if its split was by named
   *     subjects and the people that {@link #earlier} models learned from are not known
   */
  public Optional<Protocol> keptApart() {
    return splitProtocol().filter(split -> split.marked() || earlier.isEmpty());
  }

  /** {@return {@link #keptApart} as files name it: its key, {@code none} or {@code unknown}} */
  public String keptApartKey() {
    return splitProtocol().isEmpty()
        ? SplitProtocol.NONE.key()
        : keptApart().map(Protocol::key).orElse("unknown");
  }

  /** {@return what a reader must know of {@link #earlier}; nothing if it is empty} */
  public Optional<String> earlierWarning() {
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The networks began with a model that was trained on %s. Whether people of that training are among those evaluated is not known, so no metric is called subject-level."
                .formatted(String.join(", ", earlier)));
  }

  /** The parts of a provenance that is to be made. Not thread-safe. */
  public static final class Builder {

    private final String dataset;
    private final String fingerprint;
    private boolean synthetic;
    private SplitProtocol protocol = SplitProtocol.NONE;
    private @Nullable String split;
    private Map<String, Integer> images = Map.of();
    private List<String> earlier = List.of();
    private List<EarlierWeights> begunWith = List.of();
    private int fold = 1;
    private int folds = 1;
    private long seed;
    private int epoch;
    private Map<String, String> software = Map.of();
    private String created = "";
    private Map<Metric, Double> metrics = Map.of();
    private @Nullable ImageScale scale;
    private @Nullable String ruleChosen;

    private Builder(String dataset, String fingerprint) {
      this.dataset = dataset;
      this.fingerprint = fingerprint;
    }

    /**
     * Sets whether the cells were synthetic; they are not if this is not called.
     *
     * @return this builder
     */
    public Builder synthetic(boolean were) {
      this.synthetic = were;
      return this;
    }

    /**
     * Sets the split.
     *
     * @param by what was kept together in it
     * @param print its fingerprint
     * @param counts how many images there were of each role, by its word; empty if not known
     * @return this builder
     */
    public Builder split(Protocol by, String print, Map<String, Integer> counts) {
      this.protocol = new SplitProtocol(by);
      this.split = print;
      this.images = counts;
      return this;
    }

    /**
     * Sets what the networks began with; afresh if this is not called.
     *
     * @param unknown the data sets of earlier models whose people are not known
     * @param weights the files of weights
     * @return this builder
     */
    public Builder begunWith(List<String> unknown, List<EarlierWeights> weights) {
      this.earlier = unknown;
      this.begunWith = weights;
      return this;
    }

    /**
     * Sets which fold model it is.
     *
     * @param number from 1
     * @param of how many folds there are
     * @return this builder
     */
    public Builder fold(int number, int of) {
      this.fold = number;
      this.folds = of;
      return this;
    }

    /**
     * Sets the run's seed.
     *
     * @return this builder
     */
    public Builder seed(long of) {
      this.seed = of;
      return this;
    }

    /**
     * Sets the epoch the weights are of.
     *
     * @return this builder
     */
    public Builder epoch(int of) {
      this.epoch = of;
      return this;
    }

    /**
     * Sets what made the weights, and when.
     *
     * @param versions the versions of software, by name
     * @param time ISO 8601
     * @return this builder
     */
    public Builder madeBy(Map<String, String> versions, String time) {
      this.software = versions;
      this.created = time;
      return this;
    }

    /**
     * Sets the metrics on the validation fold.
     *
     * @return this builder
     */
    public Builder metrics(Map<Metric, Double> values) {
      this.metrics = values;
      return this;
    }

    /**
     * Sets how large the images are, and how far their pixels are apart.
     *
     * @param ofImages null if it is not known
     * @return this builder
     */
    public Builder scale(@Nullable ImageScale ofImages) {
      this.scale = ofImages;
      return this;
    }

    /**
     * Makes the provenance.
     *
     * @throws InputException if its parts contradict each other or one is out of range
     */
    public Provenance build() {
      return new Provenance(
          dataset,
          fingerprint,
          synthetic,
          protocol,
          split,
          images,
          earlier,
          begunWith,
          fold,
          folds,
          seed,
          epoch,
          software,
          created,
          metrics,
          scale,
          ruleChosen);
    }
  }
}
