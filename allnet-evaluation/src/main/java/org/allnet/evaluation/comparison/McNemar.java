package org.allnet.evaluation.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.special.Erf;

/**
 * McNemar's test of whether two systems are wrong on the same images equally often (McNemar 1947,
 * doi 10.1007/BF02295996). Below 25 images that one system has right and the other wrong it is the
 * exact two-sided binomial test; from there on the chi-squared test with one degree of freedom and
 * Edwards' continuity correction, {@code (|b - c| - 1)^2 / (b + c)}. It takes images for
 * independent, which cells of one person are not: the interval of the difference does not.
 *
 * @param firstOnly images that the first system alone has right ({@code b})
 * @param secondOnly images that the second system alone has right ({@code c})
 * @param p two-sided p value, in [0,1]; 1 if there is no such image
 * @param method which of the two tests it is
 */
public record McNemar(long firstOnly, long secondOnly, double p, Method method) {

  /** The two tests. */
  public enum Method {
    /** The two-sided binomial test. */
    EXACT("exact binomial"),
    /** The approximation with Edwards' correction. */
    CHI_SQUARED("chi-squared, continuity-corrected");

    private final String words;

    Method(String words) {
      this.words = words;
    }

    /** {@return its name for a reader and in JSON} */
    public String words() {
      return words;
    }
  }

  /** From this number of discordant images on the approximation is used. */
  public static final int EXACT_BELOW = 25;

  private static final double LEAST_SHOWN = 1e-16;

  /**
   * Tests whether the two systems err equally often.
   *
   * @param firstOnly images that the first system alone has right, at least 0
   * @param secondOnly images that the second system alone has right, at least 0
   * @return the test
   */
  public static McNemar of(long firstOnly, long secondOnly) {
    long discordant = firstOnly + secondOnly;
    if (discordant == 0) {
      return new McNemar(0, 0, 1, Method.EXACT);
    }
    if (discordant < EXACT_BELOW) {
      int fewer = Math.toIntExact(Math.min(firstOnly, secondOnly));
      double tail =
          new BinomialDistribution(Math.toIntExact(discordant), 0.5).cumulativeProbability(fewer);
      return new McNemar(firstOnly, secondOnly, Math.min(1, 2 * tail), Method.EXACT);
    }
    double gap = Math.max(0, Math.abs(firstOnly - secondOnly) - 1.0);
    // The upper tail of chi-squared with one degree of freedom; 1 less the lower one would be 0.
    double p = Erf.erfc(Math.sqrt(gap * gap / discordant / 2));
    return new McNemar(firstOnly, secondOnly, p, Method.CHI_SQUARED);
  }

  /**
   * A p value for a reader.
   *
   * @param p in [0,1]
   * @return {@code = 0.0123}, or {@code < 1e-16}: further down the approximation tells nothing
   */
  public static String text(double p) {
    return p < LEAST_SHOWN ? "< 1e-16" : String.format(Locale.ROOT, "= %.4g", p);
  }

  /** {@return the components as JSON, by their names} */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("firstOnly", firstOnly)
        .put("secondOnly", secondOnly)
        .put("p", p)
        .put("method", method.words());
  }
}
