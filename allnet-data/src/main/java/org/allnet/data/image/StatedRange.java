package org.allnet.data.image;

/**
 * What a file says of the range of its samples.
 *
 * @param maximum the greatest value that a sample can have; 0 if the file doesn't say
 * @param inUpperBits whether the bits that this value needs are the upper ones of a sample, as
 *     PNG's standard has it
 */
record StatedRange(double maximum, boolean inUpperBits) {

  /** Nothing is said. */
  static final StatedRange NONE = new StatedRange(0, false);
}
