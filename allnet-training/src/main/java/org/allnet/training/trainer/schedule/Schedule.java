package org.allnet.training.trainer.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;

/** The learning rate and the momentum at each step. Immutable and thread-safe. */
public sealed interface Schedule {

  /**
   * The factor at a step.
   *
   * @param step steps done before, from 0
   * @param steps steps of the whole training
   * @return the factor, 0 to 1
   */
  double factor(long step, long steps);

  /**
   * The momentum at a step: the fraction of itself that an optimiser's first moment keeps (Adam's
   * first beta).
   *
   * @param step steps done before, from 0
   * @param steps steps of the whole training
   * @param usual what the optimiser has without a schedule
   * @return {@code usual} unless the schedule moves it
   */
  default double momentum(long step, long steps, double usual) {
    return usual;
  }

  /** {@return what {@link #parse} reads} */
  String text();

  /**
   * Reads a schedule.
   *
   * @param text {@code constant}, {@code cosine [share of warm-up]}, {@code steps FACTOR SHARE...}
   *     or {@code one-cycle [share of warm-up [first divisor [last divisor [high momentum [low
   *     momentum]]]]]}; case does not matter
   * @throws OptionException where it is none of these or a number is out of range
   */
  static Schedule parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    List<Double> numbers = new ArrayList<>();
    try {
      for (int i = 1; i < words.length; i++) {
        numbers.add(Double.parseDouble(words[i]));
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    int given = numbers.size();
    if (words[0].equals("constant") && given == 0) {
      return new Constant();
    }
    if (words[0].equals("cosine") && given <= 1) {
      return new Cosine(given > 0 ? numbers.get(0) : 0);
    }
    if (words[0].equals("steps") && given >= 2) {
      return new Steps(numbers.get(0), numbers.subList(1, given));
    }
    if (words[0].equals("one-cycle") && given <= 5) {
      return new OneCycle(
          given > 0 ? numbers.get(0) : 0.25,
          given > 1 ? numbers.get(1) : 25,
          given > 2 ? numbers.get(2) : 1e5,
          given > 3 ? numbers.get(3) : 0.95,
          given > 4 ? numbers.get(4) : 0.85);
    }
    throw unknown(text);
  }

  private static OptionException unknown(String text) {
    return new OptionException(
        "--schedule '%s' is unknown; use 'constant', 'cosine [warm-up share]', 'steps FACTOR SHARE...' or 'one-cycle [warm-up share]'"
            .formatted(text));
  }

  private static double fraction(double value) {
    if (!(value >= 0 && value < 1)) {
      throw new OptionException(
          "--schedule: a share of " + value + " is out of range; use 0 to below 1");
    }
    return value;
  }

  /** It stays. */
  record Constant() implements Schedule {

    @Override
    public double factor(long step, long steps) {
      return 1;
    }

    @Override
    public String text() {
      return "constant";
    }
  }

  /**
   * It rises in a line, then falls to 0 along half a cosine (Loshchilov and Hutter 2017, without
   * restarts).
   *
   * @param warmUp share of the steps that it rises for, 0 to below 1
   */
  record Cosine(double warmUp) implements Schedule {

    /** Checks the range. */
    public Cosine {
      fraction(warmUp);
    }

    @Override
    public double factor(long step, long steps) {
      double rising = warmUp * steps;
      if (step < rising) {
        return (step + 1) / (rising + 1);
      }
      double falling = Math.max(1, steps - rising);
      return 0.5 * (1 + Math.cos(Math.PI * (step - rising) / falling));
    }

    @Override
    public String text() {
      return warmUp == 0 ? "cosine" : "cosine " + warmUp;
    }
  }

  /**
   * It is multiplied by a factor at some points.
   *
   * @param by the factor, above 0 to 1
   * @param at fractions of the steps where that happens, rising
   */
  record Steps(double by, List<Double> at) implements Schedule {

    /** Checks the ranges. */
    public Steps {
      at = List.copyOf(at);
      at.forEach(Schedule::fraction);
      if (!(by > 0 && by <= 1)) {
        throw new OptionException(
            "--schedule: a factor of " + by + " is out of range; use above 0 to 1");
      }
    }

    @Override
    public double factor(long step, long steps) {
      long passed = at.stream().filter(fraction -> step >= Math.round(fraction * steps)).count();
      return Math.pow(by, passed);
    }

    @Override
    public String text() {
      return "steps %s %s"
          .formatted(by, at.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  /**
   * The rate up and down along half cosines, the momentum down and up (Smith 2018, arXiv
   * 1803.09820; the constants are fastai's).
   *
   * @param warmUp share of the steps that it rises for, 0 to below 1
   * @param startDivisor what the rate begins with a part of, from 1
   * @param endDivisor what it ends with a part of, from 1
   * @param highMomentum the momentum at the start and in the end, 0 to below 1
   * @param lowMomentum the momentum where the rate is highest, 0 to {@code highMomentum}
   */
  record OneCycle(
      double warmUp,
      double startDivisor,
      double endDivisor,
      double highMomentum,
      double lowMomentum)
      implements Schedule {

    /** Checks the ranges. */
    public OneCycle {
      fraction(warmUp);
      if (!(startDivisor >= 1 && endDivisor >= 1)) {
        throw new OptionException("--schedule: divisors of one-cycle are numbers from 1");
      }
      if (!(lowMomentum >= 0 && lowMomentum <= highMomentum && highMomentum < 1)) {
        throw new OptionException(
            "--schedule: momenta %s and %s of one-cycle are out of range; use the high one first, 0 to below 1"
                .formatted(highMomentum, lowMomentum));
      }
    }

    @Override
    public double factor(long step, long steps) {
      return along(step, steps, 1 / startDivisor, 1, 1 / endDivisor);
    }

    @Override
    public double momentum(long step, long steps, double usual) {
      return along(step, steps, highMomentum, lowMomentum, highMomentum);
    }

    private double along(long step, long steps, double first, double middle, double last) {
      double rising = warmUp * steps;
      if (step < rising) {
        return between(first, middle, step / rising);
      }
      return between(middle, last, (step - rising) / Math.max(1, steps - rising));
    }

    private static double between(double from, double to, double fraction) {
      return from + (to - from) * 0.5 * (1 - Math.cos(Math.PI * fraction));
    }

    @Override
    public String text() {
      return "one-cycle %s %s %s %s %s"
          .formatted(warmUp, startDivisor, endDivisor, highMomentum, lowMomentum);
    }
  }
}
