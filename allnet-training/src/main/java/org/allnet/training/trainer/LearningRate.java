package org.allnet.training.trainer;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.option.OptionText;
import org.allnet.training.trainer.schedule.Schedule;

/**
 * How large the optimiser's steps are.
 *
 * @param base the rate before anything changes it, above 0 to 1; the paper's is 1e-5
 * @param schedule how it changes over the epochs
 * @param factors factors on it for the tensors whose names begin with a word, 0 to 1000; the
 *     longest word counts
 * @param frozen the first phase, in which only the layers that say classes and boxes are trained
 */
public record LearningRate(
    double base, Schedule schedule, Map<String, Double> factors, Frozen frozen) {

  /**
   * A first phase in which most weights stay.
   *
   * @param epochs how long, of all epochs
   * @param learningRate the rate in it, above 0 to 1; the schedule runs once in it and once behind
   *     it
   */
  public record Frozen(int epochs, double learningRate) {

    /** No such phase. */
    public static final Frozen NONE = new Frozen(0, 1e-3);

    /**
     * Checks the rate.
     *
     * @throws OptionException if it is not above 0 to 1
     */
    public Frozen {
      if (!isRate(learningRate)) {
        throw OptionException.ofSetting(
            "frozen-lr",
            OptionText.number(learningRate),
            "frozen-lr %s is out of range; use %s"
                .formatted(OptionText.number(learningRate), RATES));
      }
    }
  }

  private static final String RATES = "above 0 to 1";

  /**
   * Copies the factors, and checks them and the rate.
   *
   * @throws OptionException if {@code base} is not above 0 to 1, or a factor is not 0 to 1000
   */
  public LearningRate {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    if (!isRate(base)) {
      throw OptionException.outOfRange(OptionName.LR.with(base), RATES);
    }
    factors.forEach(
        (name, factor) -> {
          if (!(factor >= 0 && factor <= 1000)) {
            throw OptionException.ofSetting(
                "rates",
                name + "=" + OptionText.number(factor),
                "rates: "
                    + name
                    + " "
                    + OptionText.number(factor)
                    + " is out of range; use 0 to 1000");
          }
        });
  }

  private static boolean isRate(double rate) {
    return rate > 0 && rate <= 1;
  }

  /**
   * Returns a rate that is the same for every tensor.
   *
   * @param base the rate
   * @param schedule how it changes
   */
  public static LearningRate of(double base, Schedule schedule) {
    return new LearningRate(base, schedule, Map.of(), Frozen.NONE);
  }

  /**
   * Returns the factor on the rate of a tensor.
   *
   * @param tensor its name
   * @return 1 if no word fits
   */
  public double factor(String tensor) {
    return word(tensor).map(factors::get).orElse(1.0);
  }

  /**
   * Returns the word that gives a tensor its factor.
   *
   * @param tensor its name
   * @return the longest that begins the name; empty if no word fits
   */
  public Optional<String> word(String tensor) {
    return factors.keySet().stream()
        .filter(tensor::startsWith)
        .max(Comparator.comparingInt(String::length));
  }
}
