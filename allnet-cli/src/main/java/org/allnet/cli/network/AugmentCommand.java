package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.cli.terminal.ClassesMixin;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.FoldMixin;
import org.allnet.cli.terminal.InputSizeMixin;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.SegmentationMixin;
import org.allnet.cli.terminal.SplitFileMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.layout.FolderMark;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.training.augmentation.AugmentationJob;
import org.allnet.training.augmentation.AugmentationOptions;
import org.allnet.training.augmentation.AugmentationPlan;
import org.allnet.training.augmentation.AugmentedSubjects;
import org.allnet.training.augmentation.Balance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet augment}: the balanced training set as files. */
@Command(
    name = "augment",
    description = {
      "Write a balanced, augmented data set as files, in class folders.",
      "",
      "Training augments by itself and needs no such files. Augment training images only: --split",
      "and --fold take those that a fold model trains on."
    })
public final class AugmentCommand extends Subcommand {

  private static final int PER_CLASS = 6000;
  private static final int SIDE = 450;

  @Parameters(paramLabel = "DATA", description = "The data set.")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out = Path.of("");

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin
  private PerClassMixin perClass =
      new PerClassMixin(
          "Images of each class afterwards. Default: " + PER_CLASS + ", the paper's.");

  @Mixin private SegmentationMixin segmentation = new SegmentationMixin("", " Default: stretched.");

  @Mixin
  private InputSizeMixin inputSize =
      new InputSizeMixin("Side of the images; 0 keeps each image's own. Default: " + SIDE + ".");

  @Mixin private SplitFileMixin split = new SplitFileMixin("Take the images of this split.");

  @Mixin
  private FoldMixin fold =
      new FoldMixin("With --split: the images that fold model K trains on (all folds but K).");

  @Mixin private SeedMixin seed = new SeedMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private ClassesMixin choice = new ClassesMixin();

  @Override
  public Integer call() {
    AugmentationOptions options =
        new AugmentationOptions(
            segmentation.mode(SegmentationMode.STRETCHED),
            inputSize.inputSize().orElse(SIDE),
            AugmentationOptions.DEFAULTS.format(),
            AugmentationOptions.DEFAULTS.batch());
    Balance balance = new Balance(perClass.perClass().orElse(PER_CLASS), 0);
    ComputeDevice where = ComputeDevice.of(device.device());
    Dataset dataset = choice.open(data);
    AlikeClasses.refuse(dataset);
    CodedClasses.refuse(dataset);
    overwrite.checkImages(OptionName.OUT, out, List.of(data), inputs(dataset));
    EarlierFiles earlier = EarlierFiles.in(out);
    checkSplit(dataset);
    CellStore store;
    List<Split.Place> places;
    try (StepProgress preparing = steps()) {
      store =
          CellStore.load(
              dataset,
              dataset.labelled(),
              new ImageDecoder(DecodeLimits.DEFAULTS),
              MachineMemory.forData(),
              preparing);
      CellStore decoded = store;
      places =
          sources(dataset, store, preparing).stream()
              .filter(place -> decoded.contains(place.image()))
              .toList();
    }
    store.problems().forEach(problem -> status("skipped: " + problem));
    store.notes().forEach(note -> status("note: " + note));
    AugmentationPlan plan =
        AugmentationPlan.balance(places, dataset.classes(), balance, seed.seed());
    plan.notes(places, dataset.classes()).forEach(this::status);
    // The marks come first: a job that is stopped leaves no image without them.
    if (dataset.synthetic()) {
      FolderMark.writeSynthetic(out, "allnet augment, of synthetic images");
    }
    AugmentationJob job = AugmentationJob.begin(plan, dataset.classes(), out, options);
    AugmentedSubjects.write(out, dataset);
    int written;
    try (ResumeHint hint = ResumeHint.onImages(out, this::status);
        Progress progress = progress("augmenting", "images", plan.samples().size())) {
      written = job.run(store::get, where, progress::reach);
    }
    earlier.warning().ifPresent(warning -> status("warning: " + warning));
    if (dataset.synthetic()) {
      out().println(Dataset.SYNTHETIC_CELLS);
    }
    out().println(Counted.of(written, "image") + " written to " + out);
    return store.problems().isEmpty() ? GOOD : FAILED;
  }

  private List<Path> inputs(Dataset dataset) {
    return Stream.concat(
            dataset.images().stream().map(CellImage::file), Stream.ofNullable(split.file()))
        .toList();
  }

  /** What can be wrong with the split before any image is decoded. */
  private void checkSplit(Dataset dataset) {
    Path file = split.file();
    if (file == null) {
      if (fold.fold().isPresent()) {
        OptionValue given = OptionName.FOLD.with(fold.fold().getAsInt());
        throw new OptionException(given, Sentence.of("%s: needs --split FILE", given));
      }
      return;
    }
    Split read = SplitFile.read(file).inNamesOf(dataset);
    int chosen = fold.fold().orElse(0);
    if (chosen < 1 || chosen > read.folds()) {
      throw OptionException.ofKey(
          OptionName.FOLD.key(),
          fold.fold().isPresent() ? chosen : null,
          Sentence.of(
              "--split: say which fold model's training images to take, %s to %d",
              OptionName.FOLD.with(1), read.folds()));
    }
    SplitCheck.checkPlaces(
        read, read.withPresumedSubjects(dataset).labelled(), SplitOrigin.of(file));
  }

  private List<Split.Place> sources(Dataset dataset, CellStore store, WorkProgress preparing) {
    Path file = split.file();
    if (file == null) {
      Set<String> flawed =
          dataset.labelled().stream()
              .map(CellImage::name)
              .filter(store::contains)
              .filter(name -> ImageFlaw.of(store.get(name)).isPresent())
              .collect(Collectors.toSet());
      sayLeftOut(flawed);
      return dataset.without(flawed).labelled().stream()
          .map(
              image ->
                  new Split.Place(
                      image.name(),
                      String.valueOf(image.label()),
                      image.subject(),
                      image.person(),
                      "",
                      1))
          .toList();
    }
    Map<String, String> hashes = ImageHashes.sha256(dataset, preparing);
    ImageCopies copies = ImageCopies.of(dataset.images(), hashes, store, preparing);
    Set<String> unusable =
        dataset.labelled().stream()
            .map(CellImage::name)
            .filter(name -> !copies.usable(name))
            .collect(Collectors.toSet());
    sayLeftOut(unusable);
    Split read = SplitFile.read(file).inNamesOf(dataset).without(unusable);
    Dataset known = read.withPresumedSubjects(dataset);
    SplitCheck.check(
        read,
        known.without(unusable).labelled(),
        SubjectGroups.of(known.images(), hashes, copies),
        SplitOrigin.of(file));
    return read.training(fold.fold().orElseThrow());
  }

  private void sayLeftOut(Set<String> unusable) {
    if (!unusable.isEmpty()) {
      Counted left = Counted.of(unusable.size(), "labelled image");
      status(
          "note: left out, as in training: %s that can't be decoded or %s nothing, such as %s"
              .formatted(left, left.either("shows", "show"), new TreeSet<>(unusable).first()));
    }
  }
}
