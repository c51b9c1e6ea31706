package org.allnet.evaluation.verdict;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * A class has too few judged people to say how good a system is. Ten people who are all classified
 * rightly still leave a Wilson interval from 0.72 to 1, and a bootstrap over fewer draws the same
 * few again and again. If the people are not all known, images are counted, and more are needed.
 *
 * @param counts judged people, or images, of each class
 * @param people whether people were counted
 */
public record TooFewPeople(Map<String, Integer> counts, boolean people) implements Finding {

  /** The fewest judged people of each class. */
  public static final int LEAST_PEOPLE = 10;

  /** The fewest judged images of each class if the people are not all known. */
  public static final int LEAST_IMAGES = 30;

  /** Copies, keeping the order. */
  public TooFewPeople {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * Counts the people of each class.
   *
   * @param judged predictions, of which the labelled ones count
   * @return the finding; null if each class has enough
   */
  public static @Nullable TooFewPeople of(Predictions judged) {
    boolean people = judged.labelled().stream().allMatch(row -> row.subject() != null);
    Map<String, Set<String>> members = new LinkedHashMap<>();
    judged.classes().names().forEach(name -> members.put(name, new HashSet<>()));
    for (Prediction row : judged.labelled()) {
      String subject = row.subject();
      String member = people && subject != null ? subject : row.image();
      members
          .computeIfAbsent(judged.classes().names().get(row.label()), name -> new HashSet<>())
          .add(member);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    members.forEach((name, set) -> counts.put(name, set.size()));
    TooFewPeople found = new TooFewPeople(counts, people);
    return counts.values().stream().anyMatch(count -> count < found.least()) ? found : null;
  }

  /** {@return the fewest that each class needs} */
  public int least() {
    return people ? LEAST_PEOPLE : LEAST_IMAGES;
  }

  @Override
  public String key() {
    return "people";
  }

  @Override
  public String outcome() {
    return "tooFew";
  }

  @Override
  public boolean isFavourable() {
    return false;
  }
}
