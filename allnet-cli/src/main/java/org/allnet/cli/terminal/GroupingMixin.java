package org.allnet.cli.terminal;

import org.allnet.data.OptionException;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.split.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that presumes subjects if a data set names none. */
public final class GroupingMixin {

  @Option(
      names = "--group-by",
      paramLabel = "runs[:N]",
      description =
          "For data sets that name no subjects: consecutive images that were photographed alike, at"
              + " most N (usually 40), are one presumed subject.")
  private @Nullable String grouping;

  /** For the command line to fill. */
  public GroupingMixin() {}

  /**
   * {@return how subjects are presumed; null if they are not}
   *
   * @throws OptionException if it is written otherwise than {@code runs[:N]}
   */
  public @Nullable RunGrouping grouping() {
    return grouping == null ? null : RunGrouping.parse(grouping);
  }

  /**
   * Refuses the option if nothing is kept together by subject.
   *
   * @param command whose option it is
   * @param unit what its split keeps together
   * @throws OptionException if both were typed
   */
  public void check(Subcommand command, SplitUnit unit) {
    if (unit == SplitUnit.IMAGE) {
      command.refuse("with --protocol image, which keeps no subjects together", "--group-by");
    }
  }

  /**
   * Returns the protocol of a split.
   *
   * @param unit what it keeps together
   * @return {@link Protocol#PRESUMED_SUBJECT} if subjects are presumed
   */
  public Protocol protocol(SplitUnit unit) {
    return grouping == null ? unit.protocol() : Protocol.PRESUMED_SUBJECT;
  }
}
