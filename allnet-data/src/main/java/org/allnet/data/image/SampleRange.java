package org.allnet.data.image;

import java.util.Locale;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * From which value to which the samples of a picture run, so that black and white are right.
 *
 * <p>A file of 16 bits may hold 10, 12 or 14, and does not always say so. What it holds is told
 * from how bright its pixels are, a few of them left out: on evenly lit ground nine of ten pixels
 * below half brightness are no picture of cells. A cell cut out on black may be that dark, and so
 * may ink; then a quarter is the limit, and the choice is said.
 *
 * @param maximum the value of white; black is 0
 */
record SampleRange(double maximum) {

  private static final double BYTE = 255;

  /**
   * Pixels that have to be bright, a tenth left out: on 1,404 real images (PBC, Taleqani, TXL-PBC,
   * BCCD) nine tenths reach 0.71 of white, in grey 0.62; on the 104 cells of C-NMC, black left out,
   * 0.30 and 0.18.
   */
  private static final double BRIGHT = 0.9;

  /** Pixels that have to lie within a range, so that a scale bar or a burnt-in text may not. */
  private static final double WITHIN = 0.97;

  /** In ink it is the nuclei that have much of it: 0.21 to 0.9 of all on real fields. */
  private static final double INKED = 0.99;

  private static final double LEAST_ON_LIGHT = 0.5;
  private static final double LEAST_ON_BLACK = 0.25;
  private static final double LEAST_GREY_ON_BLACK = 0.125;

  /** A picture with so much black is one of something cut out. */
  private static final double CUT_OUT = 0.25;

  /** How far rounding may lead beyond the range. */
  private static final double BEYOND = 0.02;

  /**
   * Finds the range.
   *
   * @param samples what the file holds
   * @param opacity what colours may be multiplied by, null if there is none
   * @param stated what the file says of the range
   * @param name what to call the file in messages
   * @param notes takes what had to be presumed
   * @throws InputException if the brightness can't be known; says what the samples are like
   */
  static SampleRange of(
      Samples samples,
      @Nullable Opacity opacity,
      StatedRange stated,
      String name,
      Consumer<String> notes) {
    double said = stated.maximum();
    if (samples.bits() > 0 && samples.bits() <= Byte.SIZE) {
      return new SampleRange(samples.full());
    }
    SampleSurvey survey = SampleSurvey.of(samples, opacity, usedBits(said));
    SampleRange range =
        samples.bits() == 0
            ? ofReal(samples, survey, said, name)
            : ofWhole(samples, survey, stated, name);
    boolean known = said > 0 && range.maximum < Math.max(1, samples.full());
    double reached = survey.quantile(samples.inverted() ? INKED : BRIGHT) / range.maximum;
    if (survey.most() > 0 && !survey.isScaledUp() && !known && reached <= LEAST_ON_LIGHT) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "is %s: %.0f %% of it stay below %.0f %% of the range; read as if the range is 0 to %.0f",
              samples.inverted() ? "pale" : "dark",
              100 * (samples.inverted() ? INKED : BRIGHT),
              Math.ceil(100 * reached),
              range.maximum));
    }
    return range;
  }

  private static SampleRange ofWhole(
      Samples samples, SampleSurvey survey, StatedRange stated, String name) {
    double said = stated.maximum();
    double full = samples.full();
    double most = survey.most();
    boolean lower = said > 0 && said < full && survey.quantile(WITHIN) <= said;
    if (most == 0 || survey.isOfBytes() || (survey.isScaledUp() && !lower)) {
      return new SampleRange(full);
    }
    boolean both = lower && survey.isScaledUp() && stated.inUpperBits();
    if (lower && !both) {
      return new SampleRange(Math.pow(2, usedBits(said)) - 1);
    }
    if (isBright(samples, survey, full, LEAST_ON_LIGHT)) {
      return new SampleRange(full);
    }
    if (both) {
      throw InputException.in(
          name,
          "says that %d of its %d bits are significant (sBIT), and its samples fit the lower ones as well as the upper, so that its brightness is unknown; export it as 8-bit RGB"
              .formatted(usedBits(said), samples.bits()));
    }
    boolean outliers = most > full / 2;
    throw InputException.in(
        name,
        "uses %d of its %d bits (the greatest value%s is %.0f) and doesn't say what is white, so that its brightness is unknown; export it as 8-bit RGB, or write the greatest possible value into it (MaxSampleValue in TIFF, sBIT in PNG)"
            .formatted(
                usedBits(outliers ? survey.quantile(WITHIN) : most),
                samples.bits(),
                outliers ? " of all but a few pixels" : "",
                outliers ? survey.quantile(WITHIN) : most));
  }

  private static boolean isBright(
      Samples samples, SampleSurvey survey, double white, double leastOnLight) {
    if (samples.inverted()) {
      return survey.quantile(INKED) > LEAST_ON_BLACK * white;
    }
    double least = leastOnLight;
    if (survey.blackFraction() >= CUT_OUT) {
      least = samples.colours() == 1 ? LEAST_GREY_ON_BLACK : LEAST_ON_BLACK;
    }
    return survey.quantile(BRIGHT) > least * white;
  }

  private static int usedBits(double value) {
    return Long.SIZE - Long.numberOfLeadingZeros((long) value);
  }

  private static SampleRange ofReal(
      Samples samples, SampleSurvey survey, double said, String name) {
    double most = survey.most();
    if (Double.isNaN(most)) {
      throw InputException.in(
          name, "has samples that are no numbers (NaN); export it as 8-bit RGB");
    }
    double white = -1;
    if (said > 0 && fits(survey, said)) {
      white = said;
    } else if (most == 0) {
      white = 1;
    } else {
      // The one or the other: what is bright for 1 is nothing but black for 255.
      for (double one : new double[] {1, BYTE}) {
        if (fits(survey, one) && isBright(samples, survey, one, LEAST_ON_BLACK)) {
          white = one;
        }
      }
    }
    if (white < 0 || Double.isInfinite(most) || survey.least() < -BEYOND * white) {
      throw InputException.in(
          name,
          "has floating-point samples from %.4g to %.4g, most of them below %.4g; only 0 to 1 and 0 to 255 are known, so export it as 8-bit RGB"
              .formatted(survey.least(), most, survey.quantile(WITHIN)));
    }
    return new SampleRange(white);
  }

  private static boolean fits(SampleSurvey survey, double white) {
    return survey.quantile(WITHIN) <= white * (1 + BEYOND);
  }

  /** {@return a sample as a level from 0 to 255} */
  int level(double sample) {
    return (int) Math.max(0, Math.min(BYTE, Math.round(sample * BYTE / maximum)));
  }
}
