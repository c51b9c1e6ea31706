package org.allnet.network.classifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.network.architecture.Network;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.allnet.network.model.Member;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.model.ModelFile;
import org.allnet.network.pixels.Frames;
import org.allnet.network.segmentation.SegmentationMode;
import org.allnet.network.segmentation.Segmenter;
import org.allnet.network.window.ForegroundWindows;
import org.allnet.network.window.Window;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A trained network that says how probable each class is for images of cells.
 *
 * <p>Thread-safe: several threads may ask at once and get the answers that one would. Close it when
 * no thread uses it any more; its weights are native memory.
 */
public final class Classifier implements AutoCloseable {

  /**
   * Images that are computed together: the dense layers read their weights once for all of them.
   */
  private static final int BATCH = 8;

  private final ModelFile model;
  private final List<Network.Inference> members = new ArrayList<>();
  private final SegmentationMode segmentation;
  private final ComputeDevice device;
  private final boolean dense;

  /**
   * Takes a model that has been read.
   *
   * @param model the model, which from now on is closed with the classifier
   * @param device where its weights are
   * @param dense whether to compute whole frames
   */
  public Classifier(ModelFile model, ComputeDevice device, boolean dense) {
    this.model = model;
    this.device = device;
    this.dense = dense;
    this.segmentation = SegmentationMode.of(model.description().segmentation());
    model.networks().forEach(network -> members.add(network.inference()));
  }

  /**
   * Reads a model.
   *
   * @param file a model file
   * @param device where to compute
   * @return the classifier; the caller closes it
   * @throws org.allnet.data.InputException where the file is missing, broken, altered or foreign
   */
  public static Classifier load(Path file, ComputeDevice device) {
    return load(file, device, false);
  }

  /**
   * Reads a model.
   *
   * @param file a model file
   * @param device where to compute
   * @param dense whether to compute whole frames even where the foreground's window would do; the
   *     answers are the same, it takes longer
   * @return the classifier; the caller closes it
   * @throws org.allnet.data.InputException where the file is missing, broken, altered or foreign
   */
  public static Classifier load(Path file, ComputeDevice device, boolean dense) {
    return new Classifier(ModelFile.read(file, device), device, dense);
  }

  /** {@return what is known of the model} */
  public ModelDescription description() {
    return model.description();
  }

  /**
   * Classifies images.
   *
   * @param cells decoded images of any size
   * @return for each image a probability for each class, in the order of {@link
   *     ModelDescription#classes}
   */
  public List<double[]> probabilities(List<CellPixels> cells) {
    List<double[]> probabilities = new ArrayList<>();
    for (int start = 0; start < cells.size(); start += BATCH) {
      probabilities.addAll(batch(cells.subList(start, Math.min(cells.size(), start + BATCH))));
    }
    return probabilities;
  }

  /** Each network sees the cells at its own size; the answer is their weighted mean. */
  private List<double[]> batch(List<CellPixels> cells) {
    List<double[]> total = new ArrayList<>();
    cells.forEach(cell -> total.add(new double[description().classes().size()]));
    double weights = description().members().stream().mapToDouble(Member::weight).sum();
    for (int i = 0; i < members.size(); i++) {
      Member member = description().members().get(i);
      List<double[]> own = member(members.get(i), member, cells);
      for (int cell = 0; cell < own.size(); cell++) {
        for (int label = 0; label < total.get(cell).length; label++) {
          total.get(cell)[label] += own.get(cell)[label] * (member.weight() / weights);
        }
      }
    }
    return total;
  }

  private List<double[]> member(
      Network.Inference inference, Member member, List<CellPixels> cells) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images =
          Segmenter.apply(segmentation, Frames.stack(cells, member.network().inputSize(), device));
      List<Window> windows = dense ? List.of() : ForegroundWindows.measure(images);
      return probabilities(
          inference.logits(images, windows), model.description().rule().scaling().temperature());
    }
  }

  /**
   * Turns logits into probabilities.
   *
   * @param logits (batch, classes)
   * @param temperature what divides them first, 1 for nothing
   * @return a row an image
   */
  public static List<double[]> probabilities(Tensor logits, double temperature) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor scaled = temperature == 1 ? logits : logits.div(new Scalar(temperature));
      Tensor shares = torch.softmax(scaled.to(torch.ScalarType.Double), 1);
      double[] values = Tensors.toDoubles(shares);
      int classes = (int) logits.size(1);
      List<double[]> rows = new ArrayList<>();
      for (int start = 0; start < values.length; start += classes) {
        double[] row = new double[classes];
        System.arraycopy(values, start, row, 0, classes);
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() {
    members.forEach(Network.Inference::close);
    model.close();
  }
}
