package org.allnet.cli.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.cli.terminal.ClassesMixin;
import org.allnet.cli.terminal.GroupingMixin;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.SplitMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.NearDuplicateJoins;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.data.presumed.PhotographedRuns;
import org.allnet.data.presumed.RunSizes;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.SplitOrigin;
import org.allnet.data.split.Splitter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset split}: draws a split, or checks one that somebody made. */
@Command(
    name = "split",
    description = {
      "Draw a hold-out and folds, or check an existing split.",
      "",
      "By subject, all cells of a person, and of every person who shares a copy of an image,",
      "are on one side. A check refuses a split that breaks this, whoever made it."
    },
    customSynopsis = {
      "allnet dataset split PATH --out FILE [OPTIONS]",
      "       allnet dataset split PATH --check FILE"
    })
public final class SplitCommand extends Subcommand {

  private static final int NAMED = 10;

  @Parameters(paramLabel = "PATH", description = "The data set.")
  private Path path = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the split, as CSV.")
  private @Nullable Path out;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Option(names = "--check", paramLabel = "FILE", description = "Check this split instead.")
  private @Nullable Path check;

  @Mixin private SplitMixin drawn = new SplitMixin();

  @Mixin private SeedMixin seed = new SeedMixin();

  @Mixin private GroupingMixin grouping = new GroupingMixin();

  @Mixin private ClassesMixin choice = new ClassesMixin();

  /** The files of the data set that must not become the split; an earlier split may. */
  private List<Path> inputs(Path file) {
    FoundFiles found = FoundFiles.below(path);
    return Stream.concat(
            found.images().stream(), isSplit(file) ? Stream.of() : found.others().stream())
        .toList();
  }

  private static boolean isSplit(Path file) {
    try {
      SplitFile.read(file);
      return true;
    } catch (InputException e) {
      return false; // then it is an input like the others, which is not replaced
    }
  }

  @Override
  public Integer call() {
    if ((out == null) == (check == null)) {
      throw new OptionException(
          "dataset split: give --out FILE to draw a split, or --check FILE to check one");
    }
    if (check != null) {
      refuse(
          "with --check, whose file says it",
          "--folds",
          "--hold-out",
          "--protocol",
          "--seed",
          "--group-by");
      refuse("with --check: no file is written", OverwriteMixin.OPTION);
    }
    grouping.check(this, drawn.unit());
    Split read = check == null ? null : SplitFile.read(check);
    SplitOptions options = drawn.options(grouping.protocol(drawn.unit()), seed.seed());
    if (out != null) {
      overwrite.checkFile(OptionName.OUT, out, inputs(out));
    }
    Dataset opened = choice.open(path);
    AlikeClasses.refuse(opened);
    CodedClasses.refuse(opened);
    Split given = read == null ? null : read.inNamesOf(opened);
    if ((given == null ? options.protocol() : given.protocol()).imageLevel()) {
      AugmentedFolder.refuse(opened);
    }
    if (given != null) {
      SplitCheck.checkPlaces(
          given, given.withPresumedSubjects(opened).labelled(), SplitOrigin.of(check));
    } else if (grouping.grouping() == null) {
      Splitter.checkPossible(opened, options);
    }
    Dataset dataset = withSubjects(opened, given);
    dataset.problems().forEach(problem -> status(Sentence.of("note: %s", problem.sentence())));
    Map<String, String> hashes;
    try (StepProgress progress = steps()) {
      hashes = ImageHashes.sha256(dataset, progress);
    }
    ImageCopies copies = copies(dataset, hashes);
    Set<String> unusable = unusable(dataset, copies);
    dataset = dataset.without(unusable);
    SubjectGroups groups = SubjectGroups.of(dataset.images(), hashes, copies);
    NearDuplicateJoins.of(dataset, hashes, copies, groups)
        .describe()
        .ifPresent(joined -> status(Sentence.of("note: %s", joined)));
    dataset = dataset.withPeople(groups::personOf);
    Split split =
        given == null
            ? Splitter.split(dataset, groups, options)
            : given.without(unusable).withPeople(dataset);
    SplitCheck.check(split, dataset.labelled(), groups, SplitOrigin.of(check));
    if (out != null) {
      SplitFile.write(out, split);
    }
    if (dataset.synthetic()) {
      out().println(Dataset.SYNTHETIC_CELLS);
    }
    int outside = dataset.labelled().size() - split.places().size();
    if (outside > 0) {
      Counted beside = Counted.of(outside, "labelled image");
      status(
          beside.are()
              + " on no side"
              + (outside == Splitter.leftOut(dataset).size()
                  ? beside.either(
                      ": it is a test image of another part",
                      ": they are test images of other parts")
                  : ""));
    }
    SplitTable.lines(split, dataset.classes()).forEach(out()::println);
    SplitTable.gaps(split, dataset.classes()).forEach(gap -> status("warning: " + gap));
    out()
        .println(
            out == null
                ? check + ": good, " + describe(split)
                : describe(split) + "; written to " + out);
    if (split.protocol().imageLevel()) {
      status(
          "warning: "
              + split.protocol().label()
              + ": cells of one person are on both sides; metrics will be too good");
    } else if (split.protocol().presumed()) {
      status(
          "warning: subjects are presumed, as the data set names none: a person may be on both sides; "
              + RunSizes.of(split.places().stream().map(Split.Place::group).toList()).words());
    }
    return GOOD;
  }

  /** The labelled images that no training can use, which are told. */
  private Set<String> unusable(Dataset dataset, ImageCopies copies) {
    Set<String> names =
        dataset.labelled().stream()
            .map(CellImage::name)
            .filter(name -> !copies.usable(name))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.isEmpty()) {
      status(
          "note: left out, as in training, because they can't be decoded or show nothing: "
              + names.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""));
    }
    return names;
  }

  private Dataset withSubjects(Dataset dataset, @Nullable Split given) {
    RunGrouping runs = grouping.grouping();
    if (runs != null) {
      try (StepProgress progress = steps()) {
        return PhotographedRuns.grouped(dataset, runs, progress);
      }
    }
    return given == null ? dataset : given.withPresumedSubjects(dataset);
  }

  /** Decodes the images, as training does: copies are known by their pixels. */
  private ImageCopies copies(Dataset dataset, Map<String, String> hashes) {
    try (StepProgress progress = steps()) {
      return ImageCopies.decoded(dataset, hashes, problem -> {}, progress);
    }
  }

  private static String describe(Split split) {
    return Counted.of(split.places().size(), "image").withCommas()
        + (split.holdOut().isEmpty() ? " in " : " in a hold-out and ")
        + Counted.of(split.folds(), "fold")
        + " by "
        + split.protocol().key();
  }
}
