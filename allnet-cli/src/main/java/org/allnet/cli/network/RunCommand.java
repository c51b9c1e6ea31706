package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.OptionException;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.RunResult;
import org.allnet.training.run.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code train} and {@code crossval} have in common: all but the number of fold models. */
abstract class RunCommand extends Subcommand {

  private final boolean allFoldModels;

  @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data set's folder.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run's folder; a bare name is below runs/. Default: runs/<command>-<n>, the first"
              + " that is free.")
  private @Nullable String out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with the run in this folder, with the options that it began with.")
  private @Nullable Path resume;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "allnet",
      description =
          "The system to train: a name ('allnet recipe list' shows them) or a file of your own that"
              + " ends in .recipe. Begin with small, which two cores train in minutes on a thousand images."
              + " Default:"
              + " ${DEFAULT-VALUE}, the published size: days on two cores.")
  private String recipe = "allnet";

  @Mixin private TrainingMixin training = new TrainingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  RunCommand(boolean allFoldModels) {
    this.allFoldModels = allFoldModels;
  }

  @Override
  public final Integer call() {
    if ((data == null) == (resume == null)) {
      throw new OptionException(
          ownName()
              + ": give the data set's folder to begin a run, or --resume RUN to go on with one");
    }
    if (resume != null) {
      refuseAllBut(
          "with --resume: the run goes on with the options that it began with",
          "--resume",
          "--json");
    } else {
      training.refuseIdle(this, List.of(recipe));
    }
    RunResult result = data == null ? goOn(Objects.requireNonNull(resume)) : begin(data);
    RunSummary summary = new RunSummary(result, RunOutputs.write(result, context()));
    if (json.isWanted()) {
      out().println(JsonOutput.text(summary.toMap()));
    } else {
      tell(summary.text());
    }
    return GOOD;
  }

  private RunResult begin(Path root) {
    RunOptions options = training.options(recipe, root, choice.options(), allFoldModels);
    Path folder = RunNames.folder(out, ownName());
    try (FirstLine line = ifSilent("reading " + root);
        ResumeHint hint = ResumeHint.on(qualifiedName(), folder, this::status)) {
      return TrainingRun.begin(
          options,
          folder,
          Version.withCommit(),
          context().command(),
          new FoldMapChecker(this::status),
          new TrainingProgress(
              folder, this::status, (task, images) -> progress(task, "images", images)));
    }
  }

  private RunResult goOn(Path folder) {
    try (FirstLine line = ifSilent("reading the images of " + folder);
        ResumeHint hint = ResumeHint.on(qualifiedName(), folder, this::status)) {
      return TrainingRun.resume(
          folder,
          Version.withCommit(),
          new FoldMapChecker(this::status),
          new TrainingProgress(
              folder, this::status, (task, images) -> progress(task, "images", images)));
    }
  }
}
