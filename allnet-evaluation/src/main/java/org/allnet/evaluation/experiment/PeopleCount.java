package org.allnet.evaluation.experiment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.data.split.Split;
import org.allnet.evaluation.prediction.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * How many people images are of, and under how many names. Persons who share a copy of an image are
 * one, and so are names that differ only in the way of writing.
 *
 * @param people the persons, 0 if none is known
 * @param names the names that a data set has for them, 0 if none is known
 */
public record PeopleCount(int people, int names) {

  /**
   * Checks that no count is negative.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public PeopleCount {
    if (people < 0 || names < 0) {
      throw new IllegalArgumentException(people + " people under " + names + " names");
    }
  }

  /**
   * Counts the people of predictions.
   *
   * @param rows the predictions
   * @return the count
   */
  public static PeopleCount ofRows(List<Prediction> rows) {
    return new PeopleCount(
        distinct(rows.stream().map(Prediction::person)),
        distinct(rows.stream().map(Prediction::subject)));
  }

  /**
   * Counts the people of a split.
   *
   * @param places the images' places
   * @return the count
   */
  public static PeopleCount ofPlaces(List<Split.Place> places) {
    return new PeopleCount(
        distinct(places.stream().map(Split.Place::person)),
        distinct(places.stream().map(Split.Place::subject)));
  }

  private static int distinct(Stream<@Nullable String> names) {
    return (int) names.filter(Objects::nonNull).distinct().count();
  }
}
