package org.allnet.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.GroupingMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.format.FieldSetReader;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.Inspection;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.presumed.PhotographedRuns;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.content.CopiesReport;
import org.allnet.report.page.CopiesPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset inspect}: what a data set consists of, and what is odd about it. */
@Command(
    name = "inspect",
    description = {
      "Inspect a data set: classes, subjects, duplicates, problems.",
      "",
      "It finds copies that are byte-identical, saved anew, resized, turned, mirrored or shifted.",
      "",
      "PATH is C-NMC 2019 or a part of it, a folder of class folders, a folder of images, or a",
      "manifest (CSV with path,sha256,size). A manifest is enough without the files."
    },
    customSynopsis = "allnet dataset inspect PATH [OPTIONS]")
public final class InspectCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "PATH", description = "A folder, or a manifest.")
  private Path path = Path.of("");

  @Mixin private GroupingMixin grouping = new GroupingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Option(
      names = "--files-only",
      description = "Decode no image: quicker, but finds byte-identical copies only.")
  private boolean filesOnly;

  @Option(
      names = "--contact-sheet",
      paramLabel = "FILE.html",
      description = "Write a page with a picture of every image that has a copy.")
  private @Nullable Path contactSheet;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    if (filesOnly) {
      refuse("with --files-only: no image is looked at", "--group-by", "--contact-sheet");
    }
    if (Files.isRegularFile(path)) {
      refuse("on a manifest, which has no images", "--group-by", "--files-only", "--contact-sheet");
    }
    if (contactSheet == null) {
      refuse("without --contact-sheet: no file is written", OverwriteMixin.OPTION);
    } else {
      overwrite.checkPage(OptionName.CONTACT_SHEET, contactSheet, List.of());
    }
    tellFields();
    Looked looked =
        Files.isRegularFile(path)
            ? new Looked(Inspection.ofManifest(Manifest.read(path), choice.options()), false)
            : ofFolder();
    Inspection inspection = looked.inspection();
    String positive =
        positive(List.copyOf(inspection.images().classes().keySet()), looked.doubted());
    if (json.isWanted()) {
      out().println(JsonOutput.text(inspection.toJson().put("positiveReason", positive)));
    } else {
      out().print(inspection.describe(CommandLineWording.TYPED));
      if (!positive.isEmpty()) {
        out().println(positive);
      }
      if (!Files.isRegularFile(path)) {
        status("next: " + next(looked));
      }
    }
    return GOOD;
  }

  /** Labels of whole fields are for another command, and their folders may be refused here. */
  private void tellFields() {
    if (!Files.isDirectory(path)) {
      return;
    }
    Set<FieldLayout> layouts = FieldSetReader.layouts(path);
    if (!layouts.isEmpty()) {
      status(
          "note: labels of whole fields are here (%s), which are not looked at; look with: %s"
              .formatted(
                  layouts.stream().map(FieldLayout::words).collect(Collectors.joining(", ")),
                  advised(List.of("detect", "inspect", path.toString()))));
    }
  }

  /** What to do with such a data set. */
  private String next(Looked looked) {
    Inspection inspection = looked.inspection();
    if (inspection.images().classes().size() < 2) {
      return "training takes images of two classes and more, in a folder for each class";
    }
    if (!AlikeClasses.of(inspection.images().classes().keySet()).isEmpty()) {
      return "rename or merge the classes that are probably one, as the problems say: training refuses them";
    }
    if (looked.doubted()) {
      return "say what the classes are with --classes OLD=NEW, or rename the folders: names of files contradict their codes, as the problems say";
    }
    List<String> words = new ArrayList<>(List.of("train", path.toString()));
    choice.typed().forEach(words::add);
    String train = advised(words) + " --recipe small";
    return inspection.subjects().named() == 0
        ? "say whose the images are, by a folder for each person in each class or a subjects.csv, then "
            + train
            + "; if nobody knows, add --group-by runs, which presumes people, or --protocol image, whose metrics are too good"
        : train;
  }

  /** Which class is the positive one and why; empty if nothing is labelled. */
  private String positive(List<String> names, boolean doubted) {
    if (names.isEmpty()) {
      return "";
    }
    String stated = choice.options().positive();
    ClassSet classes = ClassSet.of(names);
    PositiveClass positive =
        doubted
            ? new PositiveClass(classes, PositiveClass.Reason.UNKNOWN)
            : PositiveClass.of(stated == null ? classes : classes.withPositive(stated), stated);
    return positive.describe().in(CommandLineWording.TYPED);
  }

  /**
   * What was found.
   *
   * @param doubted whether files' names contradict codes, and nobody stated the positive class
   */
  private record Looked(Inspection inspection, boolean doubted) {}

  private Looked ofFolder() {
    try (FirstLine line = ifSilent("reading " + path)) {
      Dataset dataset = withSubjects(choice.open(path));
      Inspection inspection = inspected(dataset);
      if (contactSheet != null) {
        write(contactSheet, dataset, inspection);
        status("contact sheet: " + contactSheet);
      }
      boolean stated = choice.options().positive() != null;
      return new Looked(inspection, !stated && CodedClasses.areDoubted(dataset));
    }
  }

  private static void write(Path page, Dataset dataset, Inspection inspection) {
    Map<String, CellImage> images = new HashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    AtomicFile.writeText(
        page,
        CopiesPage.of(
            new CopiesReport(
                inspection.name(),
                inspection.images().total(),
                dataset.synthetic(),
                inspection.copies().groups(),
                "--json lists all"),
            name ->
                Optional.ofNullable(images.get(name))
                    .map(image -> CellStore.decode(dataset, image, decoder).pixels())
                    .map(ExampleCells::png)));
  }

  private Dataset withSubjects(Dataset dataset) {
    RunGrouping runs = grouping.grouping();
    if (runs == null) {
      return dataset;
    }
    try (StepProgress progress = steps()) {
      return PhotographedRuns.grouped(dataset, runs, progress);
    }
  }

  private Inspection inspected(Dataset dataset) {
    try (StepProgress progress = steps()) {
      return filesOnly ? Inspection.ofFiles(dataset, progress) : Inspection.of(dataset, progress);
    }
  }
}
