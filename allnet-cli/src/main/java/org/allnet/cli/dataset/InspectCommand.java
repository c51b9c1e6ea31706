package org.allnet.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.integrity.Inspection;
import org.allnet.data.integrity.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset inspect}: what a data set consists of, and what is odd about it. */
@Command(
    name = "inspect",
    description = {
      "Count images, classes, subjects and identical files; name what is odd.",
      "",
      "Pixels are not compared: 'dataset split' and training do that, and may join more.",
      "",
      "PATH is C-NMC 2019 or a part of it, a folder of class folders, a folder of images, or a",
      "manifest (CSV with path,sha256,size), which is enough without the files."
    },
    customSynopsis = "allnet dataset inspect PATH [OPTIONS]")
public final class InspectCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "PATH", description = "A folder, or a manifest.")
  private Path path = Path.of("");

  @Mixin private DatasetChoice choice = new DatasetChoice();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Inspection inspection =
        Files.isRegularFile(path)
            ? Inspection.ofManifest(Manifest.read(path), choice.options())
            : inspected(choice.open(path));
    String positive = positive(List.copyOf(inspection.classes().keySet()));
    if (json) {
      out().println(JsonOutput.text(inspection.toJson().put("positiveReason", positive)));
    } else {
      out().print(inspection.describe());
      if (!positive.isEmpty()) {
        out().println(positive);
      }
    }
    return GOOD;
  }

  /** Which class is the positive one and why; empty if nothing is labelled. */
  private String positive(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String stated = choice.options().positive();
    ClassSet classes = ClassSet.of(names);
    return PositiveClass.of(stated == null ? classes : classes.withPositive(stated), stated)
        .describe();
  }

  private Inspection inspected(Dataset dataset) {
    if (!isInteractive()) {
      return Inspection.of(dataset);
    }
    try (Progress progress = progress("reading", "images", dataset.images().size())) {
      return Inspection.of(dataset, progress::reach);
    }
  }
}
