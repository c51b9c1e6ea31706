package org.allnet.cli;

import java.util.List;
import java.util.stream.Stream;

/** The smallest network, on one thread of the processor: what many tests train. */
final class TinyRun {

  private static final List<Object> OPTIONS =
      List.of(
          "--input-size",
          27,
          "--width",
          0.0625,
          "--segmentation",
          "none",
          "--device",
          "cpu",
          "--threads",
          1);

  private TinyRun() {}

  /** Runs a command that trains, with some words of its own and the options of such a network. */
  static Ran allnet(Object... words) {
    return Ran.allnet(Stream.concat(Stream.of(words), OPTIONS.stream()).toArray());
  }
}
