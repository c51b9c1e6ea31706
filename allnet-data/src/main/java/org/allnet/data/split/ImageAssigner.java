package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Assigns images one by one, class by class, so that every side gets its fraction of every class to
 * the image (largest remainder). Copies stay together, on a side drawn at random, so that several
 * seeds do not hold the same ones out; if there are too few single images to make up for them, a
 * side is off by less than such a group.
 */
final class ImageAssigner {

  private final int[][] counts;
  private final SplitOptions options;

  /**
   * Creates an assigner for groups of images.
   *
   * @param counts images of each class in each group of identical ones
   * @param options how to split
   */
  ImageAssigner(int[][] counts, SplitOptions options) {
    this.counts = counts;
    this.options = options;
  }

  /** {@return the side of each group} */
  int[] assign() {
    int[] sides = new int[counts.length];
    Random random = new Random(options.seed());
    for (int label = 0; label < counts[0].length; label++) {
      List<Integer> groups = new ArrayList<>();
      int total = 0;
      for (int group = 0; group < counts.length; group++) {
        if (mainLabel(group) == label) {
          groups.add(group);
          total += size(group);
        }
      }
      Collections.shuffle(groups, random);
      groups.sort(Comparator.comparing(group -> -size(group)));
      int[] room = apportioned(total);
      List<Integer> order = new ArrayList<>();
      for (int side = 0; side < options.sides(); side++) {
        order.add(side);
      }
      List<Integer> empty = new ArrayList<>(order);
      empty.removeIf(side -> room[side] == 0);
      for (int at = 0; at < groups.size(); at++) {
        int group = groups.get(at);
        // Large groups must not use up what the sides still without this class need.
        boolean scarce = groups.size() - at <= empty.size();
        int side = side(scarce ? empty : order, room, size(group), random);
        sides[group] = side;
        room[side] -= size(group);
        empty.remove(Integer.valueOf(side));
      }
    }
    return sides;
  }

  /**
   * The side with most room; for a group of several, one drawn from those with room for it, the
   * more likely the more room it has.
   */
  private static int side(List<Integer> sides, int[] room, int size, Random random) {
    int roomiest = Collections.max(sides, Comparator.comparing(side -> room[side]));
    if (size == 1 || room[roomiest] < size) {
      return roomiest;
    }
    List<Integer> wide = sides.stream().filter(side -> room[side] >= size).toList();
    int at = random.nextInt(wide.stream().mapToInt(side -> room[side]).sum());
    for (int side : wide) {
      at -= room[side];
      if (at < 0) {
        return side;
      }
    }
    return roomiest;
  }

  private int mainLabel(int group) {
    int main = 0;
    for (int label = 1; label < counts[group].length; label++) {
      if (counts[group][label] > counts[group][main]) {
        main = label;
      }
    }
    return main;
  }

  private int size(int group) {
    return Arrays.stream(counts[group]).sum();
  }

  /**
   * The images that each side gets: the hold-out its fraction rounded, the folds the rest as
   * equally as can be; of a class with an image for every side, none gets nothing.
   */
  private int[] apportioned(int total) {
    int[] room = new int[options.sides()];
    if (options.holdOutFraction() > 0) {
      long fraction = Math.round(options.holdOutFraction() * total);
      room[Split.HOLD_OUT] =
          (int) Math.max(0, Math.min(Math.max(1, fraction), total - options.folds()));
    }
    int rest = total - room[Split.HOLD_OUT];
    for (int fold = 1; fold <= options.folds(); fold++) {
      room[fold] = rest / options.folds() + (fold <= rest % options.folds() ? 1 : 0);
    }
    return room;
  }
}
