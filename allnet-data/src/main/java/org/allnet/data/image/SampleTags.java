package org.allnet.data.image;

/**
 * What a TIFF or PNG file says of the samples of a picture.
 *
 * @param colours how many colours a pixel has: 1 for grey, 3 for a palette or more samples
 * @param format what kind of numbers samples are
 * @param stated the range of its samples, as far as the file says
 * @param alpha what a channel beyond the colours is said to be
 * @param whiteIsZero whether grey levels run from white to black
 */
record SampleTags(
    int colours, Format format, StatedRange stated, Alpha alpha, boolean whiteIsZero) {

  /** What kind of numbers samples are. */
  enum Format {
    /** Whole numbers from 0, or of a kind that the file does not say. */
    WHOLE,
    /** Whole numbers with a sign. */
    SIGNED,
    /** Floating-point numbers. */
    REAL,
    /** Complex numbers. */
    COMPLEX;

    /**
     * Returns the format of a value of TIFF's tag SampleFormat (TIFF 6.0, section 19).
     *
     * @param value 2 for signed, 3 for floating-point, above 4 for complex numbers
     */
    static Format ofTiff(long value) {
      if (value == 2) {
        return SIGNED;
      }
      return value == 3 ? REAL : value > 4 ? COMPLEX : WHOLE;
    }
  }

  /** What a channel beyond the colours is said to be. */
  enum Alpha {
    /** No opacity. */
    NONE,
    /** Opacity, by which colours are not multiplied. */
    STRAIGHT,
    /** Opacity, by which colours are multiplied. */
    MULTIPLIED;

    /**
     * Returns the meaning of a value of TIFF's tag ExtraSamples (TIFF 6.0, section 18).
     *
     * @param value 0 for no opacity, 1 for opacity that colours are multiplied by
     */
    static Alpha ofTiff(long value) {
      if (value == 0) {
        return NONE;
      }
      return value == 1 ? MULTIPLIED : STRAIGHT;
    }
  }

  /**
   * Returns what the significant bits of a PNG file say, in the same words.
   *
   * @param significantBits of a sample; 0 if the file does not say
   */
  static SampleTags ofPng(int significantBits) {
    double maximum = significantBits > 0 ? Math.pow(2, significantBits) - 1 : 0;
    return new SampleTags(3, Format.WHOLE, new StatedRange(maximum, true), Alpha.STRAIGHT, false);
  }
}
