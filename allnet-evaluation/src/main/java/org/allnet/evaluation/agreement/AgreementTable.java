package org.allnet.evaluation.agreement;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * How many cells two readers put where.
 *
 * @param categories what the readers could say, in their order if they have one
 * @param rows {@code rows.get(a).get(b)} cells are category {@code a} to the first reader and
 *     {@code b} to the second
 */
public record AgreementTable(List<String> categories, List<List<Long>> rows) {

  /**
   * Copies the lists and checks their sizes.
   *
   * @throws IllegalArgumentException if there is no category, one is there twice, or the rows are
   *     not a square of counts
   */
  public AgreementTable {
    categories = List.copyOf(categories);
    rows = rows.stream().map(List::copyOf).toList();
    int size = categories.size();
    if (size == 0 || new HashSet<>(categories).size() < size) {
      throw new IllegalArgumentException("categories: " + categories);
    }
    if (rows.size() != size
        || rows.stream().anyMatch(row -> row.size() != size)
        || rows.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "a table of " + size + " categories must be square: " + rows);
    }
  }

  /**
   * Counts verdicts.
   *
   * @param categories what the readers could say
   * @param verdicts one for each cell
   * @return the table
   * @throws IllegalArgumentException if a verdict is none of the categories
   */
  public static AgreementTable of(List<String> categories, List<PairedVerdict> verdicts) {
    long[][] counts = new long[categories.size()][categories.size()];
    for (PairedVerdict verdict : verdicts) {
      counts[place(categories, verdict.first())][place(categories, verdict.second())]++;
    }
    return of(categories, counts);
  }

  static AgreementTable of(List<String> categories, long[][] counts) {
    return new AgreementTable(
        categories, Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  static int place(List<String> categories, String verdict) {
    int place = categories.indexOf(verdict);
    if (place < 0) {
      throw new IllegalArgumentException("'" + verdict + "' is none of " + categories);
    }
    return place;
  }

  /** {@return the counts, first reader's category by the second's; a new array} */
  public long[][] counts() {
    return rows.stream()
        .map(row -> row.stream().mapToLong(Long::longValue).toArray())
        .toArray(long[][]::new);
  }

  /** {@return how many cells both readers judged} */
  public long total() {
    return rows.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  /** {@return of how many cells both readers say the same} */
  public long agreed() {
    long agreed = 0;
    for (int k = 0; k < rows.size(); k++) {
      agreed += rows.get(k).get(k);
    }
    return agreed;
  }
}
