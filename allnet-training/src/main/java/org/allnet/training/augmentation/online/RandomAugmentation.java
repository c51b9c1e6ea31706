package org.allnet.training.augmentation.online;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.allnet.data.OptionException;

/**
 * How far images are changed in training.
 *
 * @param flips whether they are mirrored, each axis for half of the images
 * @param quarterTurns whether they are turned by 0, 90, 180 or 270 degrees
 * @param degrees they are turned by up to this, either way, 0 to 180
 * @param shift they are moved by up to this share of their side, 0 to 0.5
 * @param minZoom least enlargement, 0.5 to 1
 * @param maxZoom largest enlargement, 1 to 2
 * @param warp perspective: how much nearer one side may come than the other, 0 to 0.5
 * @param brightness factors on all numbers reach from 1 - this to 1 + this, 0 to 1
 * @param contrast the same for the distance to the image's mean
 * @param saturation the same for the distance to grey
 * @param stain deviation of the factors and shifts on the concentrations of haematoxylin, eosin and
 *     the rest, 0 to 0.5
 * @param holes black squares
 * @param minHole least side of a square as a fraction of the image's, 0 to 0.5
 * @param maxHole largest side, 0 to 0.5
 */
public record RandomAugmentation(
    boolean flips,
    boolean quarterTurns,
    double degrees,
    double shift,
    double minZoom,
    double maxZoom,
    double warp,
    double brightness,
    double contrast,
    double saturation,
    double stain,
    int holes,
    double minHole,
    double maxHole) {

  /** No change. */
  public static final RandomAugmentation NONE =
      new RandomAugmentation(false, false, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final String WORDS =
      "flips, quarter-turns, rotate DEGREES, shift SHARE, zoom FROM TO, warp SHARE, brightness B, contrast C, saturation S, stain D, cutout HOLES FROM TO";

  /** Checks the ranges. */
  public RandomAugmentation {
    range("rotate", degrees, 0, 180);
    range("shift", shift, 0, 0.5);
    range("zoom", minZoom, 0.5, 1);
    range("zoom", maxZoom, 1, 2);
    range("warp", warp, 0, 0.5);
    range("brightness", brightness, 0, 1);
    range("contrast", contrast, 0, 1);
    range("saturation", saturation, 0, 1);
    range("stain", stain, 0, 0.5);
    range("cutout", holes, 0, 100);
    range("cutout", minHole, 0, 0.5);
    range("cutout", maxHole, minHole, 0.5);
  }

  private static void range(String word, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new OptionException(
          "augmentation: %s %s is out of range; use %s to %s".formatted(word, value, low, high));
    }
  }

  /**
   * Reads what {@link #text} prints.
   *
   * @param text words with numbers, comma between, or {@code none}
   * @throws OptionException where a word is unknown or a number out of range
   */
  public static RandomAugmentation parse(String text) {
    RandomAugmentation all = NONE;
    if (text.isBlank() || text.strip().equals("none")) {
      return all;
    }
    for (String part : text.split(",")) {
      String[] words = part.strip().toLowerCase(Locale.ROOT).split("\\s+");
      double[] n;
      try {
        n = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
      } catch (NumberFormatException e) {
        throw unknown(part);
      }
      all = all.with(part, words[0], n);
    }
    return all;
  }

  private static OptionException unknown(String part) {
    return new OptionException(
        "augmentation: '%s' is unknown; use %s".formatted(part.strip(), WORDS));
  }

  private RandomAugmentation with(String part, String word, double[] n) {
    int wanted =
        switch (word) {
          case "flips", "quarter-turns" -> 0;
          case "zoom" -> 2;
          case "cutout" -> 3;
          case "rotate", "shift", "warp", "brightness", "contrast", "saturation", "stain" -> 1;
          default -> throw unknown(part);
        };
    if (n.length != wanted) {
      throw unknown(part);
    }
    double v = n.length > 0 ? n[0] : 0;
    return new RandomAugmentation(
        flips || word.equals("flips"),
        quarterTurns || word.equals("quarter-turns"),
        word.equals("rotate") ? v : degrees,
        word.equals("shift") ? v : shift,
        word.equals("zoom") ? v : minZoom,
        word.equals("zoom") ? n[1] : maxZoom,
        word.equals("warp") ? v : warp,
        word.equals("brightness") ? v : brightness,
        word.equals("contrast") ? v : contrast,
        word.equals("saturation") ? v : saturation,
        word.equals("stain") ? v : stain,
        word.equals("cutout") ? (int) v : holes,
        word.equals("cutout") ? n[1] : minHole,
        word.equals("cutout") ? n[2] : maxHole);
  }

  /** {@return what {@link #parse} reads} */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (flips) {
      parts.add("flips");
    }
    if (quarterTurns) {
      parts.add("quarter-turns");
    }
    number(parts, "rotate", degrees);
    number(parts, "shift", shift);
    if (minZoom != 1 || maxZoom != 1) {
      parts.add("zoom " + minZoom + " " + maxZoom);
    }
    number(parts, "warp", warp);
    number(parts, "brightness", brightness);
    number(parts, "contrast", contrast);
    number(parts, "saturation", saturation);
    number(parts, "stain", stain);
    if (holes > 0) {
      parts.add("cutout " + holes + " " + minHole + " " + maxHole);
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static void number(List<String> parts, String word, double value) {
    if (value != 0) {
      parts.add(word + " " + value);
    }
  }

  /** {@return whether pixels are moved to places between pixels} */
  boolean interpolates() {
    return degrees > 0 || shift > 0 || minZoom != 1 || maxZoom != 1 || warp > 0;
  }

  /** {@return whether colours change} */
  boolean recolours() {
    return brightness > 0 || contrast > 0 || saturation > 0 || stain > 0;
  }
}
