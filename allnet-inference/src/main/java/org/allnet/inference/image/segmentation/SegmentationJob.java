package org.allnet.inference.image.segmentation;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.FileNames;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.VisiblePart;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.pixels.OutputNames;
import org.allnet.inference.image.quality.ForegroundLevel;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Cuts images out and writes them, each at its own size under its own name, with a contact sheet of
 * the first. Works in batches: images are taken from the caller as they are needed. Not
 * thread-safe.
 */
public final class SegmentationJob {

  /** The contact sheet's name in the output folder. */
  public static final String CONTACT_SHEET = "contact-sheet.png";

  private final Path out;
  private final SegmentationOptions options;
  private final ComputeDevice device;
  private final IntConsumer progress;
  private final OutputNames names;
  private final ContactSheet sheet;
  private final List<Double> kept = new ArrayList<>();
  private final List<Double> keptOfVisible = new ArrayList<>();
  private final List<String> erased = new ArrayList<>();
  private final List<String> blank = new ArrayList<>();
  private final Map<String, String> written = new LinkedHashMap<>();

  private SegmentationJob(
      Path out, SegmentationOptions options, ComputeDevice device, IntConsumer progress) {
    this.out = out;
    this.options = options;
    this.device = device;
    this.progress = progress;
    this.names = new OutputNames(out);
    this.sheet = new ContactSheet(options.contactSheetRows());
    if (options.contactSheetRows() > 0) {
      names.fileFor(CONTACT_SHEET, "png");
    }
  }

  /**
   * Cuts out the cells of all images and writes them.
   *
   * @param cells the images; read once, in order, a batch ahead
   * @param out the output folder; made if it is missing
   * @param options what to do
   * @param device where to compute
   * @param progress is told the number of images finished, after each batch
   * @return what was done
   * @throws InputException if an image's name can't be a file name
   * @throws RunException if a file can't be written
   */
  public static SegmentationSummary run(
      Iterable<NamedCell> cells,
      Path out,
      SegmentationOptions options,
      ComputeDevice device,
      IntConsumer progress) {
    SegmentationJob job = new SegmentationJob(out, options, device, progress);
    List<NamedCell> batch = new ArrayList<>();
    for (NamedCell cell : cells) {
      if (!batch.isEmpty() && (batch.size() == options.batch() || !sameFrame(batch.get(0), cell))) {
        job.finish(batch);
        batch.clear();
      }
      batch.add(cell);
    }
    if (!batch.isEmpty()) {
      job.finish(batch);
    }
    return job.summary();
  }

  private static boolean sameFrame(NamedCell one, NamedCell other) {
    CellPixels a = one.pixels();
    CellPixels b = other.pixels();
    return a.frameHeight() == b.frameHeight() && a.frameWidth() == b.frameWidth();
  }

  private void finish(List<NamedCell> batch) {
    List<String> captions = batch.stream().map(NamedCell::name).toList();
    List<BufferedImage> pictures;
    try (PointerScope scope = new PointerScope()) {
      Tensor images = Frames.stackAsIs(batch.stream().map(NamedCell::pixels).toList(), device);
      List<ForegroundLevel> shown =
          batch.stream().map(cell -> ForegroundLevel.of(cell.pixels())).toList();
      float[] levels = new float[shown.size()];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = shown.get(i).ofOne();
      }
      Segmented segmented = Segmenter.segment(options.mode(), images, levels);
      sheet.add(captions, images, segmented);
      double[] fractions = segmented.keptFraction();
      for (int i = 0; i < fractions.length; i++) {
        kept.add(fractions[i]);
        evaluate(batch.get(i), fractions[i], shown.get(i).area());
      }
      pictures = SegmentedImageWriter.pictures(segmented.image());
    }
    for (int i = 0; i < pictures.size(); i++) {
      Path file = names.fileFor(captions.get(i), options.format().extension());
      SegmentedImageWriter.write(pictures.get(i), file, options.format());
      written.put(captions.get(i), FileNames.canonical(names.folder().relativize(file).toString()));
    }
    progress.accept(kept.size());
  }

  /** Whether segmentation erased an image, by the rule of training, answers and evaluation. */
  private void evaluate(NamedCell cell, double fraction, int shown) {
    VisiblePart visible = VisiblePart.of(cell.pixels());
    Optional<ImageFlaw> flaw = ImageFlaw.of(cell.pixels(), visible);
    if (flaw.isPresent()) {
      blank.add("'%s': %s".formatted(cell.name(), flaw.get().reason()));
      return;
    }
    double ofVisible = visible.proportion(fraction, shown, cell.pixels());
    keptOfVisible.add(ofVisible);
    if (ofVisible < options.mode().leastKeptFraction()) {
      erased.add(cell.name());
    }
  }

  private SegmentationSummary summary() {
    Path sheetFile = null;
    if (options.contactSheetRows() > 0 && !kept.isEmpty()) {
      sheetFile = out.resolve(CONTACT_SHEET);
      sheet.write(sheetFile);
    }
    double[] fractions = kept.stream().mapToDouble(Double::doubleValue).toArray();
    double sum = 0;
    for (double fraction : fractions) {
      sum += fraction;
    }
    List<String> warnings = new ArrayList<>();
    Segmented.literalWarning(
            options.mode(), keptOfVisible.stream().mapToDouble(Double::doubleValue).toArray())
        .ifPresent(warnings::add);
    if (warnings.isEmpty() && !erased.isEmpty()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "segmentation '%s' keeps less than %.1f %% of the visible pixels of %d of %s,"
                  + " the first is '%s'; look at them; %s",
              options.mode().key(),
              100 * options.mode().leastKeptFraction(),
              erased.size(),
              Counted.of(keptOfVisible.size(), "image"),
              erased.get(0),
              options.mode().instead()));
    }
    if (!blank.isEmpty()) {
      warnings.add(
          "%s, whatever the mode; the first is %s"
              .formatted(
                  Counted.of(blank.size(), "image")
                      .outOf(fractions.length)
                      .then("shows no cell itself", "show no cell themselves"),
                  blank.get(0)));
    }
    return new SegmentationSummary(
        fractions.length,
        fractions.length == 0 ? 0 : sum / fractions.length,
        sheetFile,
        written,
        warnings);
  }
}
