package org.allnet.cli.network;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.OptionException;
import org.allnet.training.run.RunResult;
import org.allnet.training.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet decide}: another decision rule for the models of a finished run. */
@Command(
    name = "decide",
    description = {
      "Choose another decision rule for a finished run, without training.",
      "",
      "Operating point, refer band and prediction sets are fitted to the run's own validation",
      "predictions, never to the images that it is evaluated on. They are written into its models.",
      "If one of them isn't given, it stays as it is. --max-error 1 refers no cell and",
      "promises nothing. --accept-fraction says which fraction of the validation images the models",
      "have to accept as like training.",
      "Report, predictions and run.json are made anew; earlier-rules.jsonl keeps the old rules."
    })
public final class DecideCommand extends Subcommand {

  private static final List<String> RULE =
      List.of("--operating-point", "--max-error", "--set-error", "--accept-fraction");

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The folder of a run that 'train' or 'crossval' has finished.")
  private Path run = Path.of("");

  @Mixin private DecisionMixin rule = new DecisionMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    if (given().stream().noneMatch(RULE::contains)) {
      throw new OptionException(
          "decide: say what is wanted: "
              + String.join(", ", RULE)
              + "; what isn't given stays as it is");
    }
    RunResult result = decide();
    RunSummary summary = new RunSummary(result, RunOutputs.write(result, context()));
    if (json.isWanted()) {
      out().println(JsonOutput.text(summary.toMap()));
    } else {
      tell(summary.text());
    }
    return GOOD;
  }

  private RunResult decide() {
    String stopped =
        "stopped; all fold models have the old rule, or all the new one; repeat the command, or make the report fit with: "
            + CommandLineWording.program()
            + " train --resume "
            + run;
    try (FirstLine line = ifSilent("reading the images of " + run);
        ResumeHint hint = ResumeHint.saying(() -> stopped, this::status)) {
      return TrainingRun.decide(
          run,
          earlier -> rule.over(earlier, given()),
          Version.withCommit(),
          context().command(),
          Instant.now().toString(),
          new TrainingProgress(
              run, this::status, (task, images) -> progress(task, "images", images)));
    }
  }
}
