package org.allnet.network.augmentation;

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
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.input.InputOptions;
import org.allnet.network.pixels.OutputNames;
import org.allnet.network.pixels.Upload;
import org.allnet.network.segmentation.SegmentedImageWriter;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes the images of a plan as {@code <class>/<name>_<n>.png}, {@code n} counting within the
 * class from 0, and the plan beside them with the file of each. Training makes the same images in
 * memory and does not need the files. Not thread-safe.
 */
public final class AugmentationJob {

  /** The plan's name in the output folder; written last, so that it says the folder is complete. */
  public static final String PLAN = AugmentedFolder.PLAN;

  private final ClassSet classes;
  private final Function<String, CellPixels> source;
  private final Path out;
  private final AugmentationOptions options;
  private final ComputeDevice device;
  private final OutputNames names;
  private final int[] countOfClass;
  private final List<String> files = new ArrayList<>();

  private AugmentationJob(
      ClassSet classes,
      Function<String, CellPixels> source,
      Path out,
      AugmentationOptions options,
      ComputeDevice device) {
    this.classes = classes;
    this.source = source;
    this.out = out.toAbsolutePath().normalize();
    this.options = options;
    this.device = device;
    this.names = new OutputNames(out);
    this.countOfClass = new int[classes.size()];
  }

  /**
   * Does the whole job.
   *
   * @param plan what to make
   * @param classes the classes that the plan's labels index
   * @param source the decoded image of a name
   * @param out the output folder; made where it is missing
   * @param options how
   * @param device where to compute
   * @param progress is told the number of images finished, after each batch
   * @return the number of images written
   * @throws InputException where a name can't be a file name or a label is no class
   * @throws RunException where a file can't be written
   */
  public static int run(
      AugmentationPlan plan,
      ClassSet classes,
      Function<String, CellPixels> source,
      Path out,
      AugmentationOptions options,
      ComputeDevice device,
      IntConsumer progress) {
    AugmentationJob job = new AugmentationJob(classes, source, out, options, device);
    List<Sample> batch = new ArrayList<>();
    List<CellPixels> cells = new ArrayList<>();
    for (Sample sample : plan.samples()) {
      if (sample.label() >= classes.size()) {
        throw new InputException(
            "augmentation of '%s': label %d is none of the classes %s"
                .formatted(sample.image(), sample.label(), classes.names()));
      }
      CellPixels cell = source.apply(sample.image());
      if (!batch.isEmpty()
          && (batch.size() == options.batch() || job.side(cell) != job.side(cells.get(0)))) {
        job.finish(batch, cells);
        progress.accept(job.files.size());
        batch.clear();
        cells.clear();
      }
      batch.add(sample);
      cells.add(cell);
    }
    if (!batch.isEmpty()) {
      job.finish(batch, cells);
      progress.accept(job.files.size());
    }
    AugmentationPlanFile.write(out.resolve(PLAN), plan, job.files);
    return job.files.size();
  }

  private int side(CellPixels cell) {
    return options.sizePixels() > 0
        ? options.sizePixels()
        : Math.max(1, Math.max(cell.frameHeight(), cell.frameWidth()));
  }

  private void finish(List<Sample> batch, List<CellPixels> cells) {
    List<BufferedImage> pictures;
    try (PointerScope scope = new PointerScope()) {
      int side = side(cells.get(0));
      Tensor images =
          InputOptions.segmented(options.segmentation())
              .batch(cells, side, Upload.eachTime(device), false, new PlannedChange(batch))
              .images();
      pictures = SegmentedImageWriter.pictures(images);
    }
    for (int i = 0; i < pictures.size(); i++) {
      Path file = fileFor(batch.get(i));
      SegmentedImageWriter.write(pictures.get(i), file, options.format());
      files.add(out.relativize(file).toString().replace('\\', '/'));
    }
  }

  private Path fileFor(Sample sample) {
    String base = sample.image().substring(sample.image().lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    String stem = dot > 0 ? base.substring(0, dot) : base;
    int n = countOfClass[sample.label()]++;
    String extension = options.format().extension();
    String name = classes.names().get(sample.label()) + "/" + stem + "_" + n + "." + extension;
    return names.fileFor(name, extension);
  }
}
