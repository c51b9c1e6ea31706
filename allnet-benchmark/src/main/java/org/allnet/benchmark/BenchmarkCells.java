package org.allnet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.benchmark.engine.LabelledCell;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.worker.CellFile;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;

/**
 * The cells that everyone computes on.
 *
 * @param source where they come from, in words
 * @param images the image files
 */
record BenchmarkCells(String source, List<Path> images) {

  private static final int MOST = 48;

  /** Finds or makes the cells and lays them down for the workers. */
  static BenchmarkCells prepare(BenchmarkOptions options, WorkOrder order) {
    Path data = options.data();
    Path root = data;
    if (root == null) {
      root = order.folder().resolve("synthetic");
      SyntheticDataset.write(root, new SyntheticOptions(4, 4, options.inputSize(), 1));
    }
    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    List<CellImage> labelled = dataset.labelled();
    if (labelled.isEmpty()) {
      throw InputException.in(root, "has no labelled image; name a data set");
    }
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    List<LabelledCell> cells = new ArrayList<>();
    List<Path> images = new ArrayList<>();
    int count = Math.min(MOST, labelled.size());
    for (int i = 0; i < count; i++) {
      CellImage image = labelled.get((int) ((long) i * labelled.size() / count));
      Path file = image.file().toAbsolutePath();
      String label = Objects.requireNonNull(image.label());
      cells.add(
          new LabelledCell(
              decoder.decode(file).centreCrop(options.inputSize(), options.inputSize()),
              label.equals(dataset.classes().names().get(0)) ? 0 : 1));
      images.add(file);
    }
    CellFile.write(order.cells(), cells);
    order.writeImages(images);
    String what = data == null ? "synthetic cells" : dataset.name();
    return new BenchmarkCells(count + " images of " + what, images);
  }
}
