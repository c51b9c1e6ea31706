package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.OptionException;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.operating.MeasuredRule;
import org.allnet.evaluation.report.ResultSentence;
import org.allnet.evaluation.report.RunReport;
import org.allnet.network.run.CrossValidation;
import org.allnet.network.run.RunOptions;
import org.allnet.network.run.RunResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code train} and {@code crossval} have in common: all but the number of instances. */
abstract class RunCommand extends Subcommand {

  private final boolean allInstances;

  @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data set's folder.")
  private @Nullable Path data;

  @Option(
      names = {"--out", "--name"},
      paramLabel = "DIR",
      description =
          "The run's folder; a bare name stands below runs/. Default: runs/<command>-<n>, the first"
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
              + " ends in .recipe. Default: ${DEFAULT-VALUE}.")
  private String recipe = "allnet";

  @Mixin private TrainingChoice training = new TrainingChoice();

  @Mixin private DatasetChoice choice = new DatasetChoice();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  RunCommand(boolean allInstances) {
    this.allInstances = allInstances;
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
    print(result, RunOutputs.write(result, making()));
    return GOOD;
  }

  private RunResult begin(Path root) {
    RunOptions options = training.options(recipe, root, choice.options(), allInstances);
    Path folder = RunNames.folder(out, ownName());
    try (ResumeHint hint = ResumeHint.on(qualifiedName(), folder, this::talk)) {
      return CrossValidation.run(
          options,
          folder,
          Version.withCommit(),
          new EpochTalk(folder, this::talk, (task, images) -> progress(task, "images", images)));
    }
  }

  private RunResult goOn(Path folder) {
    try (ResumeHint hint = ResumeHint.on(qualifiedName(), folder, this::talk)) {
      return CrossValidation.resume(
          folder,
          Version.withCommit(),
          new EpochTalk(folder, this::talk, (task, images) -> progress(task, "images", images)));
    }
  }

  private void print(RunResult result, RunOutputs outputs) {
    RunReport report = outputs.report();
    Evaluation evaluation = outputs.evaluation();
    MeasuredRule measured = outputs.measured();
    Path page = outputs.page();
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("run", result.folder().toString());
      map.put("model", result.bestModel().toString());
      map.put("report", page.toString());
      map.put("protocol", result.outcome().split().protocol().key());
      map.put("synthetic", report.data().synthetic());
      map.put("best", result.outcome().best());
      map.put("verdict", report.verdict().toJson());
      map.put("evaluation", evaluation.toJson());
      map.put("decision", measured.toJson());
      map.put(
          "instances",
          report.instances().stream()
              .map(i -> Map.of("name", i.name(), "evaluation", i.evaluation().toJson()))
              .toList());
      map.put("transductive", report.setting().transductive());
      map.put("warnings", report.markWarnings());
      map.put("notes", result.notes());
      out().println(JsonOutput.text(map));
      return;
    }
    report.markWarnings().forEach(out()::println);
    report.verdict().sentences().forEach(out()::println);
    out().print(evaluation.describe());
    out().print(measured.describe());
    out().println(ResultSentence.of(report));
    out().println("model:  " + result.bestModel());
    out().println("report: " + page);
  }
}
