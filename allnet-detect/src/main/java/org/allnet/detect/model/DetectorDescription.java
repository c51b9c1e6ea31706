package org.allnet.detect.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a detector.
 *
 * @param recipe what it was trained by
 * @param network the name of its network
 * @param inputSize side of its input in pixels
 * @param classes the names of its classes
 * @param operatingPoints the least score of a box of each class, chosen on validation fields
 * @param suppressionIou boxes of a class that overlap a better one by more are left out
 * @param mostBoxes how many boxes of a field are kept
 * @param redCell the side of a usual red cell of its training, as a fraction of the input's side;
 *     absent if too few red cells were labelled
 * @param training how it was made
 */
public record DetectorDescription(
    String recipe,
    String network,
    int inputSize,
    List<String> classes,
    List<Double> operatingPoints,
    double suppressionIou,
    int mostBoxes,
    @Nullable Double redCell,
    Training training) {

  /**
   * How a detector was made.
   *
   * @param dataset the name of the data set
   * @param trainingFields how many fields it was trained on
   * @param validationFields how many fields its epoch and operating points were chosen on
   * @param seed what everything random was drawn from
   * @param epoch the epoch whose weights these are, from 1
   * @param epochs how many there were to be
   * @param metrics what it reaches on the validation fields, by key
   * @param created when, ISO 8601
   * @param provenance what it was made of and by; absent if that is not known
   */
  public record Training(
      String dataset,
      int trainingFields,
      int validationFields,
      long seed,
      int epoch,
      int epochs,
      Map<String, Double> metrics,
      String created,
      @Nullable Provenance provenance) {

    /** A training of which it is not known what it was made of. */
    public Training(
        String dataset,
        int trainingFields,
        int validationFields,
        long seed,
        int epoch,
        int epochs,
        Map<String, Double> metrics,
        String created) {
      this(dataset, trainingFields, validationFields, seed, epoch, epochs, metrics, created, null);
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a number is negative, the epoch is none of the epochs, or
     *     the time is none
     */
    public Training {
      if (trainingFields < 0 || validationFields < 0 || epoch < 1 || epoch > epochs) {
        throw new IllegalArgumentException("training: a number is out of range");
      }
      try {
        Instant.parse(created);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "training.created: it is no time such as 2026-01-31T12:00:00Z", e);
      }
      metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
  }

  /**
   * What a detector was made of and by.
   *
   * @param fingerprint a hash that changes with the name or content of any of its fields
   * @param parts where its parts come from: the set's own, a split, or drawn by source or field
   * @param split a hash that changes if a field is in another of its parts
   * @param recipe the values of its recipe by key, with what was given beside it
   * @param software the versions that made it, by name
   */
  public record Provenance(
      String fingerprint,
      String parts,
      String split,
      Map<String, String> recipe,
      Map<String, String> software) {

    /** Copies {@code recipe} and {@code software}, so that nothing changes them from outside. */
    public Provenance {
      recipe = Collections.unmodifiableMap(new TreeMap<>(recipe));
      software = Collections.unmodifiableMap(new TreeMap<>(software));
    }
  }

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if there is not one operating point for each class, or a value
   *     is out of range
   */
  public DetectorDescription {
    classes = List.copyOf(classes);
    operatingPoints = List.copyOf(operatingPoints);
    if (Set.copyOf(classes).size() < classes.size()) {
      throw new IllegalArgumentException("classes: one is named twice");
    }
    if (!classes.stream().allMatch(DetectorDescription::isName)) {
      throw new IllegalArgumentException("classes: a name is empty or has a control character");
    }
    if (classes.isEmpty() || classes.size() != operatingPoints.size()) {
      throw new IllegalArgumentException(
          operatingPoints.size() + " operating points of " + classes.size() + " classes");
    }
    operatingPoints.forEach(
        point -> {
          if (!(point >= 0 && point <= 1)) {
            throw new IllegalArgumentException("operating point " + point);
          }
        });
    new NonMaximumSuppression(suppressionIou, mostBoxes);
    if (redCell != null && !(redCell > 0 && redCell <= 1)) {
      throw new IllegalArgumentException("redCell: " + redCell + " is no fraction above 0");
    }
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.chars().noneMatch(Character::isISOControl);
  }

  /**
   * Returns the same detector with another size of its input.
   *
   * @param side in pixels, a multiple of 32
   */
  public DetectorDescription withInputSize(int side) {
    return new DetectorDescription(
        recipe,
        network,
        side,
        classes,
        operatingPoints,
        suppressionIou,
        mostBoxes,
        redCell,
        training);
  }

  /** {@return the network it describes} */
  public NetworkOptions options() {
    return NetworkOptions.detector(network, classes.size(), inputSize);
  }

  /** {@return how many parameters its network has} */
  public long parameters() {
    return new NetworkPlan(options()).parameters();
  }

  /** {@return which of its boxes are left} */
  public NonMaximumSuppression suppression() {
    return new NonMaximumSuppression(suppressionIou, mostBoxes);
  }
}
