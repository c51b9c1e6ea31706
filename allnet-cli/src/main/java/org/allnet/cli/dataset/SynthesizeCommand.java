package org.allnet.cli.dataset;

import java.nio.file.Path;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.SubjectsMixin;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset synthesize}: makes synthetic cells to try things out. */
@Command(
    name = "synthesize",
    description = "Make a data set of synthetic cells, laid out like C-NMC 2019.")
public final class SynthesizeCommand extends Subcommand {

  private static final int SUBJECTS = 10;

  @Parameters(paramLabel = "DIR", description = "A new or empty folder to write to.")
  private Path root = Path.of("");

  @Mixin
  private SubjectsMixin subjects =
      new SubjectsMixin("Subjects of each class. Default: " + SUBJECTS + ".");

  @Option(
      names = "--cells",
      paramLabel = "N",
      defaultValue = "20",
      description = "Cells of each subject. Default: ${DEFAULT-VALUE}.")
  private int cells;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "450",
      description = "Side of the images. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Mixin private SeedMixin seed = new SeedMixin();

  @Override
  public Integer call() {
    int people = subjects.subjects().orElse(SUBJECTS);
    SyntheticOptions options = new SyntheticOptions(people, cells, size, seed.seed());
    try (Progress progress = progress("making cells", "cells", options.images())) {
      SyntheticDataset.write(root, options, progress::reach);
    }
    out()
        .println(
            options.images() + " synthetic cells of " + 2 * people + " subjects made in " + root);
    status("They are made by a program, for trying things out: no metric of them is about blood.");
    return GOOD;
  }
}
