package org.allnet.cli.terminal;

import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import picocli.CommandLine.Option;

/** The options of every command that draws a split. */
public final class SplitMixin {

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "subject",
      description =
          "What the split keeps on one side: subject, or image as the paper did (its metrics are too"
              + " good). Default: ${DEFAULT-VALUE}.")
  private SplitUnit unit = SplitUnit.SUBJECT;

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "5",
      description = "Folds, 2 to 50. Default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--hold-out",
      paramLabel = "FRACTION",
      defaultValue = "0.2",
      description = "Fraction of the images kept for the final metrics. Default: ${DEFAULT-VALUE}.")
  private double holdOut;

  /** For the command line to fill. */
  public SplitMixin() {}

  /** {@return what is kept on one side} */
  public SplitUnit unit() {
    return unit;
  }

  /**
   * Returns how a data set is to be split.
   *
   * @param protocol what is kept together, as the unit and other options say
   * @param seed what the split is drawn from
   * @throws org.allnet.data.OptionException if the folds or the fraction are out of range
   */
  public SplitOptions options(Protocol protocol, long seed) {
    return new SplitOptions(protocol, folds, holdOut, seed);
  }
}
