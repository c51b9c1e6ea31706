package org.allnet.detect.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.TrainedFields;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.model.WeightsOrigin;
import org.jspecify.annotations.Nullable;

/**
 * How a detector or a segmenter was made. It is made by {@link #of}, which names each of its parts.
 *
 * <p>Its components are keys of the files of both: a component that is moved into a group is
 * another format.
 *
 * @param dataset the name of the data set
 * @param trainingFields how many fields it was trained on
 * @param validationFields how many fields its epoch and operating points were chosen on
 * @param seed what everything random was drawn from
 * @param epoch the epoch whose weights these are, from 1
 * @param epochs how many there were to be
 * @param metrics what it reaches on the validation fields
 * @param created when, ISO 8601
 * @param provenance what it was made of and by; absent if that is not known
 */
public record NetworkTraining(
    String dataset,
    int trainingFields,
    int validationFields,
    long seed,
    int epoch,
    int epochs,
    @JsonSerialize(keyUsing = ValidationMetrics.Writer.class)
        @JsonDeserialize(keyUsing = ValidationMetrics.Reader.class)
        Map<ValidationMetric, Double> metrics,
    String created,
    @Nullable Provenance provenance)
    implements WeightsOrigin {

  /**
   * What a network was made of and by.
   *
   * @param fingerprint a hash that changes with the name or content of any of its fields
   * @param parts where its parts come from
   * @param split a hash that changes if a field is in another of its parts
   * @param synthetic whether a program made its fields; absent if that is not known
   * @param recipe the values of its recipe by key, with what was given beside it
   * @param software the versions that made it, by name
   */
  public record Provenance(
      String fingerprint,
      FieldParts.Origin parts,
      String split,
      @Nullable Boolean synthetic,
      Map<String, String> recipe,
      Map<String, String> software) {

    private static final String SYNTHETIC = "synthetic";

    /** Copies {@code recipe} and {@code software}, so that nothing changes them from outside. */
    public Provenance {
      recipe = Collections.unmodifiableMap(new TreeMap<>(recipe));
      software = Collections.unmodifiableMap(new TreeMap<>(software));
    }

    /**
     * Returns what a network that is made now is made of and by.
     *
     * @param fields the fields that it is trained on and chosen by
     * @param origin where the two come from
     * @param synthetic whether a program made them
     * @param recipe the values that it is trained by
     * @param version ALLNet's
     */
    public static Provenance of(
        TrainedFields fields,
        FieldParts.Origin origin,
        boolean synthetic,
        Map<String, String> recipe,
        String version) {
      return new Provenance(
          fields.fingerprint(),
          origin,
          fields.split(),
          synthetic,
          recipe,
          WeightsOrigin.softwareNow(version));
    }

    /**
     * Moves the mark of synthetic fields to its own key. Earlier versions of both files have it
     * among the recipe's values, and only if a program made the fields.
     *
     * @param description a detector or segmenter of an earlier version
     */
    static void upgrade(ObjectNode description) {
      if (description.path("training").path("provenance") instanceof ObjectNode provenance
          && !provenance.has(SYNTHETIC)) {
        JsonNode said =
            provenance.path("recipe") instanceof ObjectNode recipe
                ? recipe.remove(SYNTHETIC)
                : null;
        if (said == null) {
          provenance.putNull(SYNTHETIC);
        } else {
          provenance.put(SYNTHETIC, Boolean.parseBoolean(said.asText()));
        }
      }
    }
  }

  /**
   * Copies recipe and software, and checks the numbers and the time.
   *
   * @throws IllegalArgumentException if a number of fields is negative, {@code epoch} is not 1 to
   *     {@code epochs}, or the time is none
   */
  public NetworkTraining {
    if (trainingFields < 0 || validationFields < 0 || epoch < 1 || epoch > epochs) {
      throw new IllegalArgumentException("training: a number is out of range");
    }
    try {
      Instant.parse(created);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "training.created: it is no time such as 2026-01-31T12:00:00Z", e);
    }
    metrics = ValidationMetrics.sorted(metrics);
  }

  /** {@return whether a program made the fields that it was trained on, as far as that is known} */
  public boolean ofSyntheticFields() {
    return provenance != null && Boolean.TRUE.equals(provenance.synthetic());
  }

  @Override
  public Optional<String> imagesFingerprint() {
    return Optional.ofNullable(provenance).map(Provenance::fingerprint);
  }

  @Override
  public Optional<String> splitFingerprint() {
    return Optional.ofNullable(provenance).map(Provenance::split);
  }

  @Override
  public Map<String, String> software() {
    return provenance == null ? Map.of() : provenance.software();
  }

  /**
   * Begins with what was trained on.
   *
   * @param dataset the name of the data set
   * @param trainingFields how many fields were trained on
   * @param validationFields how many fields the epoch and the operating points were chosen on
   * @return a builder of the only epoch of a training with seed 0
   */
  public static Builder of(String dataset, int trainingFields, int validationFields) {
    return new Builder(dataset, trainingFields, validationFields);
  }

  /** The parts of a training that is to be described. Not thread-safe. */
  public static final class Builder {

    private final String dataset;
    private final int trainingFields;
    private final int validationFields;
    private long seed;
    private int epoch = 1;
    private int epochs = 1;
    private Map<ValidationMetric, Double> metrics = Map.of();
    private @Nullable Provenance provenance;

    private Builder(String dataset, int trainingFields, int validationFields) {
      this.dataset = dataset;
      this.trainingFields = trainingFields;
      this.validationFields = validationFields;
    }

    /**
     * Sets what everything random was drawn from.
     *
     * @return this builder
     */
    public Builder seed(long number) {
      this.seed = number;
      return this;
    }

    /**
     * Sets the epoch whose weights these are.
     *
     * @param number from 1
     * @param of how many there were to be
     * @return this builder
     */
    public Builder epoch(int number, int of) {
      this.epoch = number;
      this.epochs = of;
      return this;
    }

    /**
     * Sets what was reached on the validation fields.
     *
     * @return this builder
     */
    public Builder metrics(Map<ValidationMetric, Double> reached) {
      this.metrics = reached;
      return this;
    }

    /**
     * Sets what the network was made of and by.
     *
     * @param known null if that is not known
     * @return this builder
     */
    public Builder provenance(@Nullable Provenance known) {
      this.provenance = known;
      return this;
    }

    /**
     * Makes the training.
     *
     * @param time when the network was made, ISO 8601
     * @throws IllegalArgumentException if a number is out of range, or the time is none
     */
    public NetworkTraining created(String time) {
      return new NetworkTraining(
          dataset,
          trainingFields,
          validationFields,
          seed,
          epoch,
          epochs,
          metrics,
          time,
          provenance);
    }
  }
}
