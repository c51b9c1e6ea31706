package org.allnet.training.augmentation.online;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;

/**
 * How far images are changed in training. Immutable and thread-safe.
 *
 * @param flips whether they are mirrored, each axis for half of the images
 * @param quarterTurns whether they are turned by 0, 90, 180 or 270 degrees
 * @param zoom how far they are enlarged or made smaller
 * @param amounts how far they are changed otherwise; those that are left out are 0
 * @param cutout the black squares that are laid on them
 */
public record RandomAugmentation(
    boolean flips, boolean quarterTurns, Zoom zoom, Map<Amount, Double> amounts, Cutout cutout) {

  /** No change. */
  public static final RandomAugmentation NONE =
      new RandomAugmentation(false, false, Zoom.NONE, Map.of(), Cutout.NONE);

  /** How changes are written. Each sets its own part and leaves the others. */
  public static final OptionGrammar<UnaryOperator<RandomAugmentation>> GRAMMAR = grammar();

  /** A change that one number says. */
  public enum Amount {
    /** Images are turned by up to this many degrees, either way. */
    ROTATE("degrees", 180),
    /** Images are moved by up to this fraction of their side. */
    SHIFT("fraction", 0.5),
    /** Perspective: how much nearer one side may come than the other. */
    WARP("fraction", 0.5),
    /** Factors on all numbers reach from 1 - this to 1 + this. */
    BRIGHTNESS("range", 1),
    /** Factors on the distance to the image's mean reach from 1 - this to 1 + this. */
    CONTRAST("range", 1),
    /** Factors on the distance to grey reach from 1 - this to 1 + this. */
    SATURATION("range", 1),
    /**
     * The deviation of factors and shifts on the concentrations of haematoxylin, eosin and the
     * rest.
     */
    STAIN("deviation", 0.5);

    private final String setting;
    private final double most;

    Amount(String setting, double most) {
      this.setting = setting;
      this.most = most;
    }

    private OptionText text(double value) {
      return OptionText.of(name().toLowerCase(Locale.ROOT)).with(setting, value);
    }

    private double checked(double value) {
      OptionRange.require(
          value >= 0 && value <= most, setting, value, "0 to " + OptionText.number(most));
      return value;
    }
  }

  /**
   * Enlargement, drawn between two factors.
   *
   * @param from the least, 0.5 to 1
   * @param to the largest, 1 to 2
   */
  public record Zoom(double from, double to) {

    /** No enlargement. */
    public static final Zoom NONE = new Zoom(1, 1);

    /**
     * Checks both factors.
     *
     * @throws org.allnet.data.OptionException if {@code from} is not 0.5 to 1, or {@code to} is not
     *     1 to 2
     */
    public Zoom {
      OptionRange.require(from >= 0.5 && from <= 1, "from", from, "0.5 to 1");
      OptionRange.require(to >= 1 && to <= 2, "to", to, "1 to 2");
    }
  }

  /**
   * Black squares.
   *
   * @param holes how many, 0 to 100
   * @param from the least side of a square as a fraction of the image's, 0 to 0.5
   * @param to the largest side, {@code from} to 0.5
   */
  public record Cutout(int holes, double from, double to) {

    /** No square. */
    public static final Cutout NONE = new Cutout(0, 0, 0);

    /**
     * Checks the number and the sides of the holes.
     *
     * @throws org.allnet.data.OptionException if {@code holes} is not 0 to 100, {@code from} is not
     *     0 to 0.5, or {@code to} is not {@code from} to 0.5
     */
    public Cutout {
      OptionRange.require(holes >= 0 && holes <= 100, "holes", holes, "0 to 100");
      OptionRange.require(from >= 0 && from <= 0.5, "from", from, "0 to 0.5");
      OptionRange.require(to >= from && to <= 0.5, "to", to, "from to 0.5");
    }
  }

  /**
   * Copies the amounts without those of 0, and checks them.
   *
   * @throws org.allnet.data.OptionException if one is negative or above the most that its {@link
   *     Amount} allows
   */
  public RandomAugmentation {
    Map<Amount, Double> own = new EnumMap<>(Amount.class);
    amounts.forEach(
        (amount, value) -> {
          if (amount.checked(value) > 0) {
            own.put(amount, value);
          }
        });
    amounts = Collections.unmodifiableMap(own);
  }

  private static OptionGrammar<UnaryOperator<RandomAugmentation>> grammar() {
    OptionGrammar<UnaryOperator<RandomAugmentation>> grammar =
        OptionGrammar.<UnaryOperator<RandomAugmentation>>of("augmentation")
            .or("flips", s -> a -> a.with(true, a.quarterTurns, a.zoom, a.cutout))
            .or("quarter-turns", s -> a -> a.with(a.flips, true, a.zoom, a.cutout))
            .or(
                "zoom from=0.9 to=1.1",
                s -> {
                  Zoom own = new Zoom(s.number("from"), s.number("to"));
                  return a -> a.with(a.flips, a.quarterTurns, own, a.cutout);
                })
            .or(
                "cutout holes=5 from=0.1 to=0.2",
                s -> {
                  Cutout own = new Cutout(s.whole("holes"), s.number("from"), s.number("to"));
                  return a -> a.with(a.flips, a.quarterTurns, a.zoom, own);
                });
    for (Amount amount : Amount.values()) {
      grammar =
          grammar.or(
              amount.text(amount.most / 2).toString(),
              s -> {
                double value = amount.checked(s.number(amount.setting));
                return a -> a.with(amount, value);
              });
    }
    return grammar;
  }

  private RandomAugmentation with(boolean flip, boolean turn, Zoom zooming, Cutout holes) {
    return new RandomAugmentation(flip, turn, zooming, amounts, holes);
  }

  private RandomAugmentation with(Amount amount, double value) {
    Map<Amount, Double> all = new EnumMap<>(Amount.class);
    all.putAll(amounts);
    all.put(amount, value);
    return new RandomAugmentation(flips, quarterTurns, zoom, all, cutout);
  }

  /**
   * Reads what {@link #text} prints.
   *
   * @param text changes as {@link #GRAMMAR} has them, comma between, or {@code none}
   * @throws org.allnet.data.OptionException if a change is unknown or comes twice, or a number is
   *     out of range
   */
  public static RandomAugmentation parse(String text) {
    RandomAugmentation all = NONE;
    for (UnaryOperator<RandomAugmentation> change : GRAMMAR.readDistinct(text)) {
      all = change.apply(all);
    }
    return all;
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
    amounts.forEach((amount, value) -> parts.add(amount.text(value).toString()));
    if (!zoom.equals(Zoom.NONE)) {
      parts.add(OptionText.of("zoom").with("from", zoom.from).with("to", zoom.to).toString());
    }
    if (!cutout.equals(Cutout.NONE)) {
      parts.add(
          OptionText.of("cutout")
              .with("holes", cutout.holes)
              .with("from", cutout.from)
              .with("to", cutout.to)
              .toString());
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  /**
   * Returns how far images are changed in one way.
   *
   * @param amount which way
   * @return 0 if they are not
   */
  public double amount(Amount amount) {
    return amounts.getOrDefault(amount, 0.0);
  }

  /** {@return whether pixels are moved to places between pixels} */
  boolean interpolates() {
    return amount(Amount.ROTATE) > 0
        || amount(Amount.SHIFT) > 0
        || amount(Amount.WARP) > 0
        || !zoom.equals(Zoom.NONE);
  }

  /** {@return whether colours change} */
  boolean recolours() {
    return amount(Amount.BRIGHTNESS) > 0
        || amount(Amount.CONTRAST) > 0
        || amount(Amount.SATURATION) > 0
        || amount(Amount.STAIN) > 0;
  }
}
