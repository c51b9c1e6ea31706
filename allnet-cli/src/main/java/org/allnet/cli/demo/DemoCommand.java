package org.allnet.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.network.RunNames;
import org.allnet.cli.terminal.EpochsMixin;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.SubjectsMixin;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.file.Json;
import org.allnet.data.file.WritablePlace;
import org.allnet.report.HtmlReport;
import org.allnet.training.trainer.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code allnet demo}: the full pipeline on synthetic cells. It runs the commands that one would
 * type for real data, and shows each before it runs.
 */
@Command(
    name = "demo",
    description = {
      "Run the full pipeline on synthetic cells.",
      "",
      "The demo takes about 4 minutes on two free cores. It makes a data set, inspects and splits",
      "it, and shows segmentation and augmentation.",
      "It trains a small ALLNet, evaluates it on subjects that it has never seen, classifies new",
      "cells, shows where it looked, and asks it about two pictures that it is not for.",
      "Every command is shown as it would be typed. The last one starts the service with the",
      "demo's model; you type that one yourself."
    })
public final class DemoCommand extends Subcommand {

  private static final int SUBJECTS = 55;
  private static final int EPOCHS = 12;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "A new or empty folder to write to; a bare name is below runs/. Default: runs/demo-<n>,"
              + " the first that is free.")
  private @Nullable String out;

  @Mixin
  private SubjectsMixin subjects =
      new SubjectsMixin(
          "Subjects of each class, at least 10; a fifth of them is held out. Default: "
              + SUBJECTS
              + ".");

  @Mixin
  private EpochsMixin epochs = new EpochsMixin("Epochs of the training. Default: " + EPOCHS + ".");

  @Mixin private SeedMixin seed = new SeedMixin();

  @Override
  public Integer call() {
    int people = subjects.subjects().orElse(SUBJECTS);
    if (people < 10) {
      throw OptionException.outOfRange(OptionName.SUBJECTS.with(people), "10 or more");
    }
    int passes = epochs.epochs().orElse(EPOCHS);
    TrainingOptions.requireEpochs(passes);
    Instant start = Instant.now();
    Path folder = RunNames.folder(out, ownName());
    requireEmpty(folder);
    DemoPlan plan = new DemoPlan(folder, people, passes, seed.seed());
    out().println("SYNTHETIC: the cells of this demo are made by a program.");
    out().println("No metric below says anything about blood.");
    List<DemoPlan.Step> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      DemoPlan.Step step = steps.get(i);
      out().println();
      out().printf(Locale.ROOT, "%d of %d: %s%n", i + 1, steps.size(), step.purpose());
      boolean asksOthers = step.words().contains(plan.others().toString());
      if (asksOthers) {
        OtherPictures.paint(plan.others(), plan.newCells());
      }
      out().println("$ " + typed(step.words()));
      int code = runCommand(step.words());
      // In a picture that it is not for, a model may well see nothing.
      if (code != GOOD && !(asksOthers && code == FAILED)) {
        status("allnet: the demo stops here; the command above failed");
        return code;
      }
    }
    linkMaps(plan);
    out().println();
    out().println(result(plan.evaluation()));
    out()
        .printf(
            Locale.ROOT,
            "That took %s. Now open %s in a browser.%n",
            time(Duration.between(start, Instant.now())),
            plan.page().toAbsolutePath().normalize());
    out()
        .printf(
            "Where the model looked, and which pictures it refuses: %s%n",
            plan.maps().toAbsolutePath().normalize());
    out().println();
    out().println("To look at cells with this model in a browser, decide and sign:");
    out().println("$ " + typed(plan.serve()));
    out().println("It prints a link for the first account. Then hand in these: " + plan.newCells());
    out().println("SYNTHETIC: all of this is about synthetic cells, none of it about blood.");
    return GOOD;
  }

  /** Who opens the page of the result finds the other one there. */
  private static void linkMaps(DemoPlan plan) {
    if (Files.exists(plan.maps())) {
      HtmlReport.link(
          plan.page(), "New cells: where it looked, and what it refuses", plan.mapsFromPage());
    }
  }

  private static void requireEmpty(Path folder) {
    WritablePlace.requireFolder(OptionName.OUT, folder);
    try {
      if (Files.exists(folder) && holdsAnything(folder)) {
        OptionValue given = OptionName.OUT.with(folder);
        throw new OptionException(
            given, Sentence.of("%s: is not an empty folder; name a new one", given));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsAnything(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }

  private static String result(Path evaluation) {
    try {
      return result(Json.read(evaluation).path("auroc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The metric as {@code evaluation.json} has it: without a value or an interval, the reason. */
  static String result(JsonNode auroc) {
    if (!auroc.path("value").isNumber()) {
      return "AUROC undefined: " + auroc.path("undefined").asText();
    }
    String interval =
        auroc.path("low").isNumber() && auroc.path("high").isNumber()
            ? String.format(
                Locale.ROOT,
                "95 %% interval %.3f to %.3f",
                auroc.get("low").asDouble(),
                auroc.get("high").asDouble())
            : "no interval: " + auroc.path("noInterval").asText();
    return String.format(
        Locale.ROOT,
        "AUROC %.3f (%s) on subjects that the network had never seen.",
        auroc.get("value").asDouble(),
        interval);
  }

  private static String time(Duration duration) {
    return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
