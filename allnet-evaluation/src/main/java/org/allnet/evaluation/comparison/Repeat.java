package org.allnet.evaluation.comparison;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * One of several runs of a system with other seeds.
 *
 * @param run where it is, for messages
 * @param setup what it was made of
 * @param metrics what it reported
 * @param whose whose each image is that it was evaluated on
 */
public record Repeat(String run, RunSetup setup, RunMetrics metrics, Map<String, Evaluated> whose) {

  /**
   * A person, or an image of nobody known.
   *
   * @param name of the person or the image
   * @param known whether it is a person
   */
  public record Evaluated(String name, boolean known) {}

  /** Copies {@code whose}, so that nothing changes it from outside. */
  public Repeat {
    whose = Map.copyOf(whose);
  }

  /**
   * Returns a run.
   *
   * @param run where it is, for messages
   * @param setup what it was made of
   * @param metrics what it reported
   * @param evaluated the predictions that its metrics are of
   * @return the run
   */
  public static Repeat of(String run, RunSetup setup, RunMetrics metrics, Predictions evaluated) {
    return new Repeat(
        run,
        setup,
        metrics,
        evaluated.rows().stream()
            .collect(Collectors.toMap(Prediction::image, Repeat::whose, (first, second) -> first)));
  }

  private static Evaluated whose(Prediction row) {
    String person = row.person();
    return person == null ? new Evaluated(row.image(), false) : new Evaluated(person, true);
  }

  /** {@return the people whose images it was evaluated on, and each such image of nobody known} */
  public Set<Evaluated> evaluated() {
    return Set.copyOf(whose.values());
  }

  /** {@return an image that both were evaluated on and that is of another person there} */
  Optional<String> otherPerson(Repeat other) {
    return whose.keySet().stream()
        .filter(other.whose::containsKey)
        .filter(image -> !Objects.equals(whose.get(image), other.whose.get(image)))
        .min(Comparator.naturalOrder());
  }

  /** {@return the seed} */
  long seed() {
    return setup.seed();
  }
}
