package org.allnet.inference.transductive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who voted on each image when the labels of a batch were corrected: the votes of the last pass of
 * every mixture, in the last alternation, which the answer is made of. An image votes on itself
 * too.
 */
public final class Ballot {

  private final List<Map<Integer, int[]>> votes = new ArrayList<>();
  private int mixtures;

  Ballot(int images) {
    for (int i = 0; i < images; i++) {
      votes.add(new TreeMap<>());
    }
  }

  /**
   * What an image had to say on another.
   *
   * @param image which image voted
   * @param times by how many mixtures it is among the nearest
   * @param blast how many of its votes were for a blast
   */
  public record Vote(int image, int times, int blast) {}

  /** Forgets all votes: another alternation begins. */
  void clear() {
    votes.forEach(Map::clear);
    mixtures = 0;
  }

  /** Counts the votes of a mixture. */
  void count(int[][] neighbours, boolean[] labels) {
    mixtures++;
    for (int i = 0; i < neighbours.length; i++) {
      for (int neighbour : neighbours[i]) {
        int[] of = votes.get(i).computeIfAbsent(neighbour, image -> new int[2]);
        of[0]++;
        of[1] += labels[neighbour] ? 1 : 0;
      }
    }
  }

  /** {@return how many mixtures there were, each of which asked as many neighbours} */
  public int mixtures() {
    return mixtures;
  }

  /**
   * Returns who voted most often on an image.
   *
   * @param image which
   * @param most how many voters at most
   * @return the image itself, then the others, the most frequent first
   */
  public List<Vote> on(int image, int most) {
    return votes.get(image).entrySet().stream()
        .map(vote -> new Vote(vote.getKey(), vote.getValue()[0], vote.getValue()[1]))
        .sorted(
            Comparator.comparing((Vote vote) -> vote.image() != image)
                .thenComparing(Comparator.comparingInt(Vote::times).reversed())
                .thenComparingInt(Vote::image))
        .limit(most)
        .toList();
  }

  /** The same votes of images in another order: number {@code i} becomes {@code order[i]}. */
  Ballot in(int[] order) {
    Ballot other = new Ballot(order.length);
    other.mixtures = mixtures;
    for (int i = 0; i < order.length; i++) {
      Map<Integer, int[]> to = other.votes.get(order[i]);
      votes.get(i).forEach((image, vote) -> to.put(order[image], vote));
    }
    return other;
  }
}
