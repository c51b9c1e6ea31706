package org.allnet.evaluation.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.split.Split;
import org.allnet.evaluation.prediction.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * How many people images are of, and under how many names. Persons who share a copy of an image are
 * one, and so are names that differ only in the way of writing.
 *
 * @param people the persons, 0 where none is known
 * @param names the names that a data set has for them, 0 where none is known
 */
public record PeopleCount(int people, int names) {

  /**
   * Counts the people of predictions.
   *
   * @param rows the predictions
   * @return the count
   */
  public static PeopleCount ofRows(List<Prediction> rows) {
    return of(
        rows.stream().map(Prediction::person).toList(),
        rows.stream().map(Prediction::subject).toList());
  }

  /**
   * Counts the people of a split.
   *
   * @param places the images' places
   * @return the count
   */
  public static PeopleCount ofPlaces(List<Split.Place> places) {
    return of(
        places.stream().map(Split.Place::person).toList(),
        places.stream().map(Split.Place::subject).toList());
  }

  private static PeopleCount of(
      List<? extends @Nullable String> people, List<? extends @Nullable String> names) {
    return new PeopleCount(distinct(people), distinct(names));
  }

  private static int distinct(List<? extends @Nullable String> all) {
    Set<String> seen = new HashSet<>();
    for (String one : new ArrayList<>(all)) {
      if (one != null) {
        seen.add(one);
      }
    }
    return seen.size();
  }
}
