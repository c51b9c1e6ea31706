package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.SegmentationMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.folder.FolderSubjects;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.data.layout.FolderMark;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.segmentation.SegmentationJob;
import org.allnet.inference.image.segmentation.SegmentationOptions;
import org.allnet.inference.image.segmentation.SegmentationSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet segment}: cells cut out, as files, and a contact sheet. */
@Command(
    name = "segment",
    description = "Write images with the cell cut out, and a contact sheet of the steps.")
public final class SegmentCommand extends Subcommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out = Path.of("");

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private SegmentationMixin segmentation = new SegmentationMixin("", " Default: stretched.");

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Override
  public Integer call() {
    SegmentationOptions defaults = SegmentationOptions.DEFAULTS;
    SegmentationOptions options =
        new SegmentationOptions(
            segmentation.mode(SegmentationMode.STRETCHED),
            defaults.format(),
            defaults.contactSheetRows(),
            defaults.batch());
    ComputeDevice where = ComputeDevice.of(device.device());
    ImageFiles images = ImageFiles.find(paths);
    List<Path> files = images.images().stream().map(ImageFiles.Named::file).toList();
    overwrite.checkImages(OptionName.OUT, out, images.folders(), files);
    EarlierFiles earlier = EarlierFiles.in(out);
    FolderSubjects subjects = FolderSubjects.of(images.byName(), images.folders());
    subjects.problems().forEach(problem -> status("note: " + problem));
    // The marks come first: a job that is stopped leaves no image without them.
    boolean synthetic = !FolderMark.SYNTHETIC.above(files).isEmpty();
    if (synthetic) {
      FolderMark.writeSynthetic(out, "allnet segment, of synthetic images");
    }
    AugmentedFolder.carry(FolderMark.AUGMENTED.above(files), out);
    SegmentationSummary summary;
    List<String> skipped = new ArrayList<>(images.unreadLines());
    int count = images.unread().size();
    images.notes().forEach(note -> status("note: " + note));
    try (ResumeHint hint = ResumeHint.onImages(out, this::status);
        DecodedCells cells =
            new DecodedCells(images.images(), new ImageDecoder(DecodeLimits.DEFAULTS));
        Progress progress = progress("segmenting", "images", images.images().size())) {
      summary = SegmentationJob.run(cells, out, options, where, progress::reach);
      cells
          .problems()
          .forEach(problem -> skipped.add(problem.message().in(CommandLineWording.TYPED)));
      cells.notes().forEach(note -> status("note: " + note));
      count += cells.problems().size();
    }
    subjects.write(summary.written(), out);
    if (synthetic) {
      out().println(Dataset.SYNTHETIC_CELLS);
    }
    earlier.warning().ifPresent(warning -> status("warning: " + warning));
    summary.warnings().forEach(warning -> status("warning: " + warning));
    out()
        .printf(
            Locale.ROOT,
            "%s segmented, %.1f %% of their cells' pixels kept on average%n",
            Counted.of(summary.images(), "image"),
            100 * summary.meanKeptFraction());
    Path sheet = summary.contactSheet();
    if (sheet != null) {
      out()
          .printf(
              Locale.ROOT,
              "contact sheet of the first %d (original, saturation, mask, result): %s%n",
              Math.min(SegmentationOptions.DEFAULTS.contactSheetRows(), summary.images()),
              sheet);
    }
    SkippedImages aside = new SkippedImages(count, skipped, images.problems());
    return aside.tell(summary.images() + " segmented", this::status) ? GOOD : FAILED;
  }
}
