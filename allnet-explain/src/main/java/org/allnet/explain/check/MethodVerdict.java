package org.allnet.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.explain.check.FaithfulnessCheck.Comparison;

/** Whether a method's maps of a model can be believed. */
public sealed interface MethodVerdict {

  /** The maps depend on what the model learned and beat all trivial maps on both curves. */
  record Passed() implements MethodVerdict {}

  /**
   * The maps are not to be believed.
   *
   * @param reasons why, at least one
   */
  record Failed(List<Reason> reasons) implements MethodVerdict {

    /** Copies the list. */
    public Failed {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * The examples are too few for a verdict.
   *
   * @param reason what is missing, for a reader
   */
  record NotChecked(String reason) implements MethodVerdict {}

  /** Why a method fails. */
  sealed interface Reason {

    /** {@return the reason, for a reader} */
    String words();
  }

  /**
   * The maps stay as they are if the model's weights are random.
   *
   * @param correlation the mean rank correlation, {@link RandomisationCheck#SURVIVES} or more
   */
  record SurvivesRandomisation(double correlation) implements Reason {

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "its maps stay alike if the model's weights are random (rank correlation %.2f)",
          correlation);
    }
  }

  /**
   * The maps are not shown to be better than a trivial one.
   *
   * @param comparison the comparison
   */
  record NoBetterThan(Comparison comparison) implements Reason {

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "by %s it is not shown to be better than %s (difference of areas %.3f)",
          comparison.kind().key(),
          comparison.than().words(),
          comparison.advantage());
    }
  }

  /**
   * Returns the verdict. A method fails if its maps survive randomisation, or if on deletion or
   * insertion it is not better than each of the three trivial maps, with the whole interval of the
   * difference above 0.
   *
   * @param randomisation how alike maps of randomised models are
   * @param faithfulness how the maps compare with trivial ones
   */
  static MethodVerdict of(RandomisationCheck randomisation, FaithfulnessCheck faithfulness) {
    List<Reason> reasons = new ArrayList<>();
    if (randomisation.survives()) {
      reasons.add(new SurvivesRandomisation(randomisation.correlation().getAsDouble()));
    }
    if (faithfulness.clusters() >= FaithfulnessCheck.LEAST_CLUSTERS) {
      faithfulness.comparisons().stream()
          .filter(comparison -> !comparison.better())
          .map(NoBetterThan::new)
          .forEach(reasons::add);
    }
    if (!reasons.isEmpty()) {
      return new Failed(reasons);
    }
    if (randomisation.compared() == 0) {
      return new NotChecked("the maps of all example images are even");
    }
    if (randomisation.correlation().isEmpty()) {
      return new NotChecked("all maps of the model with random weights are even");
    }
    if (faithfulness.clusters() < FaithfulnessCheck.LEAST_CLUSTERS) {
      return new NotChecked(
          "examples of %d subjects or images; a verdict needs %d"
              .formatted(faithfulness.clusters(), FaithfulnessCheck.LEAST_CLUSTERS));
    }
    return new Passed();
  }
}
