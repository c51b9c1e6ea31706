package org.allnet.training.trainer.schedule;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;

/** The learning rate and the momentum at each step. Immutable and thread-safe. */
public sealed interface Schedule {

  /** How schedules are written. */
  OptionGrammar<Schedule> GRAMMAR =
      OptionGrammar.<Schedule>of("schedule")
          .or("constant", settings -> new Constant())
          .or("cosine warm-up=0.1", settings -> new Cosine(settings.number("warm-up", 0)))
          .or(
              "steps factor=0.1 at=0.5,0.75",
              settings -> new Steps(settings.number("factor"), settings.numbers("at")))
          .or(
              "one-cycle warm-up=0.25 start-divisor=25 end-divisor=1e5 high-momentum=0.95"
                  + " low-momentum=0.85",
              settings ->
                  new OneCycle(
                      settings.number("warm-up", 0.25),
                      settings.number("start-divisor", 25),
                      settings.number("end-divisor", 1e5),
                      settings.number("high-momentum", 0.95),
                      settings.number("low-momentum", 0.85)));

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
   * @param text {@code constant}, {@code cosine}, {@code steps} or {@code one-cycle} with settings
   *     as {@link #GRAMMAR} has them; case does not matter
   * @throws OptionException if it is none of these or a number is out of range
   */
  static Schedule parse(String text) {
    return GRAMMAR.read(text);
  }

  private static void requireFraction(String setting, double value) {
    OptionRange.require(value >= 0 && value < 1, setting, value, "0 to below 1");
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
   * @param warmUp fraction of the steps that it rises for, 0 to below 1
   */
  record Cosine(double warmUp) implements Schedule {

    /**
     * Checks the warm-up.
     *
     * @throws OptionException if it is not in [0,1)
     */
    public Cosine {
      requireFraction("warm-up", warmUp);
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
      return OptionText.of("cosine").with("warm-up", warmUp).toString();
    }
  }

  /**
   * It is multiplied by a factor at some points.
   *
   * @param by the factor, above 0 to 1
   * @param at fractions of the steps where that happens, rising
   */
  record Steps(double by, List<Double> at) implements Schedule {

    /**
     * Copies the points, and checks them and the factor.
     *
     * @throws OptionException if a point is not in [0,1), or {@code by} is not above 0 to 1
     */
    public Steps {
      at = List.copyOf(at);
      at.forEach(fraction -> requireFraction("at", fraction));
      OptionRange.require(by > 0 && by <= 1, "factor", by, "above 0 to 1");
    }

    @Override
    public double factor(long step, long steps) {
      long passed = at.stream().filter(fraction -> step >= Math.round(fraction * steps)).count();
      return Math.pow(by, passed);
    }

    @Override
    public String text() {
      return OptionText.of("steps").with("factor", by).with("at", at).toString();
    }
  }

  /**
   * The rate up and down along half cosines, the momentum down and up (Smith 2018, arXiv
   * 1803.09820; the constants are fastai's).
   *
   * @param warmUp fraction of the steps that it rises for, 0 to below 1
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

    /**
     * Checks the numbers.
     *
     * @throws OptionException if {@code warmUp} or {@code highMomentum} is not in [0,1), a divisor
     *     is below 1, or {@code lowMomentum} is not 0 to {@code highMomentum}
     */
    public OneCycle {
      requireFraction("warm-up", warmUp);
      OptionRange.require(startDivisor >= 1, "start-divisor", startDivisor, "1 or more");
      OptionRange.require(endDivisor >= 1, "end-divisor", endDivisor, "1 or more");
      requireFraction("high-momentum", highMomentum);
      OptionRange.require(
          lowMomentum >= 0 && lowMomentum <= highMomentum,
          "low-momentum",
          lowMomentum,
          "0 to high-momentum");
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
      return OptionText.of("one-cycle")
          .with("warm-up", warmUp)
          .with("start-divisor", startDivisor)
          .with("end-divisor", endDivisor)
          .with("high-momentum", highMomentum)
          .with("low-momentum", lowMomentum)
          .toString();
    }
  }
}
