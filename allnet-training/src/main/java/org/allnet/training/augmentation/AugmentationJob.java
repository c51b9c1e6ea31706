package org.allnet.training.augmentation;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.OutputNames;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.image.segmentation.LosslessFormat;
import org.allnet.inference.image.segmentation.SegmentedImageWriter;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes the images of a plan as {@code <class>/<name>_<n>.png}, {@code n} counting within the
 * class from 0, and before them the plan with the file of each. Training makes the same images in
 * memory and does not need the files. Not thread-safe.
 */
public final class AugmentationJob {

  /**
   * The plan's name in the output folder. It is written before the first image, so that a folder is
   * known as one of augmented images even if the job is stopped.
   */
  public static final String PLAN = AugmentedFolder.PLAN;

  private final AugmentationPlan plan;
  private final AugmentationOptions options;
  private final List<Path> files;
  private int finished;

  private AugmentationJob(AugmentationPlan plan, AugmentationOptions options, List<Path> files) {
    this.plan = plan;
    this.options = options;
    this.files = files;
  }

  /**
   * Writes the plan; no image yet.
   *
   * @param plan what to make
   * @param classes the classes that the plan's labels index
   * @param out the output folder; made if it is missing
   * @param options how
   * @return the job, to be run
   * @throws InputException if a name can't be a file name or a label is no class
   * @throws RunException if the plan can't be written
   */
  public static AugmentationJob begin(
      AugmentationPlan plan, ClassSet classes, Path out, AugmentationOptions options) {
    Path folder = out.toAbsolutePath().normalize();
    OutputNames names = new OutputNames(folder);
    int[] countOfClass = new int[classes.size()];
    List<Path> files = new ArrayList<>();
    for (Sample sample : plan.samples()) {
      if (sample.label() >= classes.size()) {
        throw new InputException(
            "augmentation of '%s': label %d is none of the classes %s"
                .formatted(sample.image(), sample.label(), String.join(", ", classes.names())));
      }
      String className = classes.names().get(sample.label());
      String name = name(sample, className, countOfClass[sample.label()]++, options.format());
      files.add(names.fileFor(name, options.format().extension()));
    }
    AugmentationPlanFile.write(
        out.resolve(PLAN),
        plan,
        files.stream().map(file -> folder.relativize(file).toString().replace('\\', '/')).toList());
    return new AugmentationJob(plan, options, files);
  }

  private static String name(Sample sample, String className, int n, LosslessFormat format) {
    String base = sample.image().substring(sample.image().lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    String stem = dot > 0 ? base.substring(0, dot) : base;
    return className + "/" + stem + "_" + n + "." + format.extension();
  }

  /**
   * Makes the images.
   *
   * @param source the decoded image of a name
   * @param device where to compute
   * @param progress is told the number of images finished, after each batch
   * @return the number of images written
   * @throws RunException if a file can't be written
   */
  public int run(Function<String, CellPixels> source, ComputeDevice device, IntConsumer progress) {
    finished = 0;
    List<Sample> batch = new ArrayList<>();
    List<CellPixels> cells = new ArrayList<>();
    for (Sample sample : plan.samples()) {
      CellPixels cell = source.apply(sample.image());
      if (!batch.isEmpty()
          && (batch.size() == options.batch() || side(cell) != side(cells.get(0)))) {
        finish(batch, cells, device);
        progress.accept(finished);
        batch.clear();
        cells.clear();
      }
      batch.add(sample);
      cells.add(cell);
    }
    if (!batch.isEmpty()) {
      finish(batch, cells, device);
      progress.accept(finished);
    }
    return finished;
  }

  private int side(CellPixels cell) {
    return options.sizePixels() > 0
        ? options.sizePixels()
        : Math.max(1, Math.max(cell.frameHeight(), cell.frameWidth()));
  }

  private void finish(List<Sample> batch, List<CellPixels> cells, ComputeDevice device) {
    List<BufferedImage> pictures;
    try (PointerScope scope = new PointerScope()) {
      int side = side(cells.get(0));
      Tensor images =
          InputOptions.segmented(options.segmentation())
              .batch(
                  cells, side, PixelTransfer.eachTime(device), false, new PlannedTransform(batch))
              .images();
      pictures = SegmentedImageWriter.pictures(images);
    }
    for (BufferedImage picture : pictures) {
      SegmentedImageWriter.write(picture, files.get(finished++), options.format());
    }
  }
}
