package org.allnet.explain.shapley;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;

/**
 * The coalitions that are asked besides the empty one and that of all, with their weights. Sizes
 * {@code s} and {@code n - s} together weigh {@code W_s ~ 1 / (s (n - s))}. The smallest and
 * largest sizes weigh most and have the fewest coalitions: they are asked completely as far as the
 * samples reach. The other sizes share the remaining samples: a size is drawn by its weight, then a
 * coalition of that size, and its complement with it (paired sampling: Covert and Lee 2021, arXiv
 * 2012.01536, section 4.3).
 *
 * @param members the coalitions: those of complete sizes, then the drawn ones, each followed by its
 *     complement
 * @param weights the weight of each coalition in the fit
 * @param drawn where the drawn ones begin
 * @param exact whether none were drawn: these are all there are
 */
record Coalitions(List<boolean[]> members, double[] weights, int drawn, boolean exact) {

  static Coalitions of(int players, KernelShapOptions options) {
    boolean all =
        players <= KernelShap.ENUMERATED || players < 31 && 1L << players <= options.samples();
    if (!all && options.samples() < 2 * players + 6) {
      OptionValue given = OptionName.SAMPLES.with(options.samples());
      throw new OptionException(
          given,
          Sentence.of(
              "%s can't tell %d parts apart; use %d or more", given, players, 2 * players + 6));
    }
    List<boolean[]> members = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    int left = options.samples() - 2;
    int size = 1;
    // Single players and their complements come always: they alone make the fit solvable.
    while (2 * size <= players && (all || size == 1 || complete(players, size, left))) {
      int before = members.size();
      addAll(players, size, members);
      int count = members.size() - before;
      for (int i = 0; i < count; i++) {
        weights.add(weight(players, size) / count);
      }
      left -= count;
      size++;
    }
    int drawn = members.size();
    if (2 * size > players) {
      return new Coalitions(members, array(weights), drawn, true);
    }
    double rest = 0;
    for (int s = size; 2 * s <= players; s++) {
      rest += weight(players, s);
    }
    int pairs = left / 2;
    SplittableRandom random = new SplittableRandom(options.seed());
    for (int i = 0; i < pairs; i++) {
      boolean[] one = draw(players, size, rest, random);
      members.add(one);
      members.add(complement(one));
      weights.add(rest / (2 * pairs));
      weights.add(rest / (2 * pairs));
    }
    return new Coalitions(members, array(weights), drawn, false);
  }

  /** What all coalitions of a size and of its complements' size weigh. */
  private static double weight(int players, int size) {
    double one = (players - 1.0) / ((double) size * (players - size));
    return 2 * size == players ? one : 2 * one;
  }

  /** Whether drawing would ask as many coalitions of a size as there are. */
  private static boolean complete(int players, int size, int left) {
    double rest = 0;
    for (int s = size; 2 * s <= players; s++) {
      rest += weight(players, s);
    }
    double count = binomial(players, size) * (2 * size == players ? 1 : 2);
    return count + 4 <= left && left * weight(players, size) / rest >= count;
  }

  private static double binomial(int n, int k) {
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result = result * (n - k + i) / i;
    }
    return result;
  }

  /** Adds all coalitions of a size, each followed by its complement. */
  private static void addAll(int players, int size, List<boolean[]> members) {
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = i;
    }
    while (true) {
      boolean[] one = new boolean[players];
      for (int player : chosen) {
        one[player] = true;
      }
      // Half of the players: complements are of the same size and come by themselves.
      members.add(one);
      if (2 * size != players) {
        members.add(complement(one));
      }
      int at = size - 1;
      while (at >= 0 && chosen[at] == players - size + at) {
        at--;
      }
      if (at < 0) {
        return;
      }
      chosen[at]++;
      for (int i = at + 1; i < size; i++) {
        chosen[i] = chosen[i - 1] + 1;
      }
    }
  }

  private static boolean[] draw(int players, int least, double rest, SplittableRandom random) {
    double at = random.nextDouble() * rest;
    int size = least;
    while (2 * (size + 1) <= players && at >= weight(players, size)) {
      at -= weight(players, size);
      size++;
    }
    boolean[] one = new boolean[players];
    int needed = size;
    for (int i = 0; needed > 0; i++) {
      if (random.nextInt(players - i) < needed) {
        one[i] = true;
        needed--;
      }
    }
    return one;
  }

  private static boolean[] complement(boolean[] coalition) {
    boolean[] other = new boolean[coalition.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = !coalition[i];
    }
    return other;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
