package org.allnet.cli.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.WritablePlace;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.ReportFiles;
import org.allnet.report.assembly.ComparisonReport;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet compare}: several systems on the same images. */
@Command(
    name = "compare",
    description = {
      "Compare systems on the same images.",
      "",
      "A system is the folder of a run, or predictions of any system as CSV. NAME= before it gives",
      "it a name. Each system is evaluated by its own decision rule, a run by its operating point.",
      "Differences have intervals from the same resamples of subjects. McNemar's test compares the",
      "predicted classes, corrected by Holm for the number of pairs.",
      "",
      "With --recipes each recipe is trained first, on the same split of --data, into a folder of",
      "its own below --out. The options of training are those of 'allnet crossval'."
    })
public final class CompareCommand extends Subcommand {

  private static final String COMPARISON = "comparison.json";

  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME=]RUN_OR_CSV",
      description = "A run's folder, or a predictions file.")
  private List<String> systems = List.of();

  @Option(
      names = "--recipes",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "Train these recipes ('allnet recipe list', or .recipe files) and compare them.")
  private List<String> recipes = List.of();

  @Option(names = "--data", paramLabel = "DIR", description = "The data set that recipes train on.")
  private @Nullable Path data;

  @Option(
      names = "--resume",
      description = "Go on with what is in --out: finished recipes stay, a stopped one goes on.")
  private boolean resume;

  @Mixin private TrainingMixin training = new TrainingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Option(
      names = "--threshold",
      paramLabel = "[NAME=]P",
      split = ",",
      description =
          "Probability from which an image of another program's predictions file is classified as"
              + " positive; with NAME= for that system alone. A run has its own operating point."
              + " Default: the most probable class.")
  private List<String> thresholds = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write report.html and comparison.json there; recipes are trained below it.")
  private @Nullable Path out;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    if (recipes.isEmpty() && systems.isEmpty()) {
      throw new OptionException(
          "compare: nothing to compare; give runs or predictions files, or --recipes with --data and --out");
    }
    if (recipes.isEmpty()) {
      refuseAllBut(
          "without --recipes: nothing is trained",
          "--threshold",
          "--classes",
          "--positive",
          "--out",
          OverwriteMixin.OPTION,
          "--json");
      checkOut();
    } else {
      refuse("with --recipes, whose runs go on by --resume", OverwriteMixin.OPTION);
      training.refuseIdle(this, recipes);
    }
    // What was given is read before anything is trained: a slip costs no hours.
    SystemsToCompare compared =
        new SystemsToCompare(choice.options(), thresholds, !recipes.isEmpty());
    systems.forEach(compared::add);
    compared.refuseUnused();
    List<RecipeTraining.Trained> trained =
        train().stream().map(run -> added(run, compared)).toList();
    if (compared.size() < 2 && !trained.isEmpty()) {
      throw new RunException(
          "compare: %d of %d recipes could be trained, which leaves %s; the lines above say why, and --resume goes on"
              .formatted(
                  trained.stream().filter(RecipeTraining.Trained::finished).count(),
                  trained.size(),
                  compared.size() == 0 ? "nothing to compare" : "nothing to compare it with"));
    }
    Comparison comparison = Comparison.of(compared.systems(), BootstrapOptions.DEFAULTS);
    SystemMarks marks = compared.marks();
    Comparison marked = comparison.renamed(marks::marked);
    ObjectNode tree = comparison.toJson();
    Verdict verdict = ComparisonReport.verdict(marks.marked(compared.systems()), marked);
    tree.set("verdict", verdict.toJson());
    marks.into(tree);
    if (!trained.isEmpty()) {
      tree.set("recipes", RecipeCosts.toJson(trained));
    }
    String text = JsonOutput.text(tree);
    if (json.isWanted()) {
      out().println(text);
    } else {
      marks.unsaid().forEach(note -> status("note: " + note));
      print(verdict, marked, marks, trained);
    }
    if (out != null) {
      AtomicFile.writeText(out.resolve(COMPARISON), text + "\n");
      List<FurtherTable> tables = new ArrayList<>(List.of(marks.table()));
      if (!trained.isEmpty()) {
        tables.add(RecipeCosts.table(trained));
      }
      RunReport report =
          ComparisonReport.of(
              marks.marked(compared.systems()),
              marked,
              marks.together(),
              marks.pageNotes(),
              tables,
              context());
      status("report: " + ReportFiles.write(out, report));
    }
    boolean answered =
        compared.systems().values().stream()
            .allMatch(system -> system.predictions().unanswered().isEmpty());
    return answered && trained.stream().allMatch(RecipeTraining.Trained::finished) ? GOOD : FAILED;
  }

  private void checkOut() {
    if (out == null) {
      refuse("without --out: no file is written", OverwriteMixin.OPTION);
      return;
    }
    List<String> names = new ArrayList<>(ReportFiles.NAMES);
    names.add(COMPARISON);
    overwrite.checkFiles(OptionName.OUT, out, names, SystemsToCompare.files(systems));
  }

  /** Reads what a recipe predicted; files that can't be read are that recipe's failure alone. */
  private RecipeTraining.Trained added(RecipeTraining.Trained run, SystemsToCompare compared) {
    if (!run.finished()) {
      return run;
    }
    try {
      compared.addRun(run.recipe(), run.folder());
      return run;
    } catch (InputException e) {
      String failure = FailureLine.of(e);
      status(run.recipe() + ": failed: " + failure);
      return run.failed(failure);
    }
  }

  private void print(
      Verdict verdict,
      Comparison comparison,
      SystemMarks marks,
      List<RecipeTraining.Trained> trained) {
    marks.lines().forEach(this::tell);
    verdict.sentences().forEach(this::tell);
    comparison.statements(!verdict.isOfTooFew()).forEach(this::tell);
    comparison.byChance().ifPresent(this::tell);
    tell(comparison.describe());
    if (!trained.isEmpty()) {
      RecipeCosts.lines(trained).forEach(out()::println);
    }
  }

  private List<RecipeTraining.Trained> train() {
    if (recipes.isEmpty()) {
      return List.of();
    }
    if (data == null || out == null) {
      throw OptionException.ofKey(
          "recipes",
          String.join(",", recipes),
          Sentence.text(
              "compare: --recipes need --data DIR to train on and --out DIR for their runs"));
    }
    WritablePlace.requireFolder(OptionName.OUT, out);
    String again =
        "stopped; what was finished is kept, go on with: "
            + context().command()
            + (resume ? "" : " --resume");
    try (ResumeHint hint = ResumeHint.saying(() -> again, this::status)) {
      return new RecipeTraining(training, choice.options(), given(), context(), this::status)
          .train(recipes, data, out, resume, (task, images) -> progress(task, "images", images));
    }
  }
}
