package org.allnet.detect.model;

import java.util.List;
import java.util.Set;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a detector. It is made by {@link #of}, which names each of its parts.
 *
 * <p>Its components are the keys of a detector's file, format 6: a component that is moved into a
 * group is another format.
 *
 * @param recipe what it was trained by
 * @param network the name of its network
 * @param inputSize side of its input in pixels
 * @param classes the names of its classes
 * @param operatingPoints the least score of a box of each class, chosen on validation fields
 * @param suppressionIou boxes of a class that overlap a better one by more are left out
 * @param mostBoxes how many boxes of a field are kept
 * @param votingIou boxes of a class that overlap a kept one by at least that move it to their mean;
 *     1 if none does
 * @param redCell the side of a usual red cell of its training, as a fraction of the input's side;
 *     absent if too few red cells were labelled
 * @param training how it was made
 * @param seen the images that it knows; absent if that is not known
 */
public record DetectorDescription(
    String recipe,
    String network,
    int inputSize,
    List<String> classes,
    List<Double> operatingPoints,
    double suppressionIou,
    int mostBoxes,
    double votingIou,
    @Nullable Double redCell,
    NetworkTraining training,
    @Nullable KnownImages seen)
    implements DescribedNetwork {

  /**
   * Copies its lists and checks that its parts fit each other.
   *
   * @throws IllegalArgumentException if a class has no name or that of another one, there is not
   *     one operating point for each class, {@code mostBoxes} is below 1, {@code redCell} or {@code
   *     votingIou} is not in (0,1], or another fraction is not in [0,1]
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
    new NonMaximumSuppression(suppressionIou, mostBoxes, votingIou);
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
    return of(recipe, network, side)
        .classes(classes, operatingPoints)
        .suppression(suppression())
        .redCell(redCell)
        .seen(seen)
        .trained(training);
  }

  /**
   * Begins with the network.
   *
   * @param recipe what it was trained by
   * @param network the name of its network
   * @param inputSize side of its input in pixels
   * @return a builder of a detector with the usual suppression, which knows no size of red cells
   */
  public static Builder of(String recipe, String network, int inputSize) {
    return new Builder(recipe, network, inputSize);
  }

  /** The parts of a detector that is to be described. Not thread-safe. */
  public static final class Builder {

    private final String recipe;
    private final String network;
    private final int inputSize;
    private List<String> classes = List.of();
    private List<Double> operatingPoints = List.of();
    private NonMaximumSuppression suppression = NonMaximumSuppression.USUAL;
    private @Nullable Double redCell;
    private @Nullable KnownImages seen;

    private Builder(String recipe, String network, int inputSize) {
      this.recipe = recipe;
      this.network = network;
      this.inputSize = inputSize;
    }

    /**
     * Sets the classes.
     *
     * @param names their names
     * @param points the least score of a box of each
     * @return this builder
     */
    public Builder classes(List<String> names, List<Double> points) {
      this.classes = names;
      this.operatingPoints = points;
      return this;
    }

    /**
     * Sets which boxes are left; {@link NonMaximumSuppression#USUAL} if this is not called.
     *
     * @return this builder
     */
    public Builder suppression(NonMaximumSuppression rule) {
      this.suppression = rule;
      return this;
    }

    /**
     * Sets the side of a usual red cell, as a fraction of the input's side.
     *
     * @param side null if it is not known
     * @return this builder
     */
    public Builder redCell(@Nullable Double side) {
      this.redCell = side;
      return this;
    }

    /**
     * Sets the images that the detector knows.
     *
     * @param images null if that is not known
     * @return this builder
     */
    public Builder seen(@Nullable KnownImages images) {
      this.seen = images;
      return this;
    }

    /**
     * Makes the description.
     *
     * @param training how the detector was made
     * @throws IllegalArgumentException if a class has no name or that of another one, there is not
     *     one operating point for each class, {@code mostBoxes} is below 1, {@code redCell} is not
     *     in (0,1], or another fraction is not in [0,1]
     */
    public DetectorDescription trained(NetworkTraining training) {
      return new DetectorDescription(
          recipe,
          network,
          inputSize,
          classes,
          operatingPoints,
          suppression.iou(),
          suppression.most(),
          suppression.voting(),
          redCell,
          training,
          seen);
    }
  }

  @Override
  public NetworkOptions options() {
    return NetworkOptions.detector(network, classes.size(), inputSize);
  }

  /** {@return which of its boxes are left} */
  public NonMaximumSuppression suppression() {
    return new NonMaximumSuppression(suppressionIou, mostBoxes, votingIou);
  }
}
