package org.allnet.network.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * ALLNet on paper: its tensors, its table and its cost, without a tensor being made.
 *
 * <p>Sampathila et al. 2022, Healthcare 10(10):1812, doi 10.3390/healthcare10101812: four times a
 * 3x3 convolution with ReLU and a 3x3 max-pool of stride 3, a batch norm behind the third and the
 * fourth, two dense layers of 4096 with dropout, and a dense layer to the classes.
 */
public final class AllNetPlan {

  /** How many convolutions there are, each with a max-pool behind it. */
  public static final int STAGES = 4;

  /** The first of them, from 1, that has a batch norm behind it; so has every later one. */
  public static final int FIRST_BATCH_NORM = 3;

  /** What the batch norms add to the variance. */
  public static final double BATCH_NORM_EPSILON = 1e-3;

  private static final int[] CHANNELS = {64, 256, 384, 512};
  private static final int DENSE = 4096;

  private final AllNetOptions options;

  /**
   * Plans a network.
   *
   * @param options what it is for
   */
  public AllNetPlan(AllNetOptions options) {
    this.options = options;
  }

  /** {@return what it is for} */
  public AllNetOptions options() {
    return options;
  }

  /** Channels behind a stage, 1 to 4; 0 is the image. */
  int channels(int stage) {
    return stage == 0 ? 3 : options.scaled(CHANNELS[stage - 1]);
  }

  /**
   * Side of the map behind a stage. "Same" pooling rounds up.
   *
   * @param stage 1 to {@value #STAGES}; 0 is the image
   * @return its side in pixels
   */
  public int side(int stage) {
    int side = options.inputSize();
    for (int i = 0; i < stage; i++) {
      side = (side + 2) / 3;
    }
    return side;
  }

  int dense() {
    return options.scaled(DENSE);
  }

  int flattened() {
    return side(STAGES) * side(STAGES) * channels(STAGES);
  }

  /** {@return every tensor, in the order of the model file} */
  public List<TensorSpec> tensors() {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      long out = channels(stage);
      tensors.add(
          new TensorSpec(
              "conv" + stage + ".weight", List.of(out, (long) channels(stage - 1), 3L, 3L), true));
      tensors.add(new TensorSpec("conv" + stage + ".bias", List.of(out), true));
      if (stage >= FIRST_BATCH_NORM) {
        tensors.add(new TensorSpec("norm" + stage + ".weight", List.of(out), true));
        tensors.add(new TensorSpec("norm" + stage + ".bias", List.of(out), true));
        tensors.add(new TensorSpec("norm" + stage + ".running_mean", List.of(out), false));
        tensors.add(new TensorSpec("norm" + stage + ".running_var", List.of(out), false));
      }
    }
    int[] widths = {flattened(), dense(), dense(), options.classes()};
    for (int layer = 1; layer <= 3; layer++) {
      long out = widths[layer];
      tensors.add(
          new TensorSpec(
              "dense" + layer + ".weight", List.of(out, (long) widths[layer - 1]), true));
      tensors.add(new TensorSpec("dense" + layer + ".bias", List.of(out), true));
    }
    return List.copyOf(tensors);
  }

  /** {@return the paper's table} */
  public List<LayerRow> table() {
    List<LayerRow> rows = new ArrayList<>();
    int size = options.inputSize();
    rows.add(new LayerRow("input, RGB / 255", List.of(3, size, size), 0, 0, 0));
    for (int stage = 1; stage <= STAGES; stage++) {
      int in = channels(stage - 1);
      int out = channels(stage);
      int before = side(stage - 1);
      int after = side(stage);
      long weights = 9L * in * out;
      rows.add(
          new LayerRow(
              "conv" + stage + " 3x3 same, ReLU",
              List.of(out, before, before),
              weights + out,
              0,
              2.0 * weights * before * before));
      rows.add(new LayerRow("max-pool 3x3, stride 3, same", List.of(out, after, after), 0, 0, 0));
      if (stage >= FIRST_BATCH_NORM) {
        rows.add(
            new LayerRow(
                "norm" + stage + " batch norm", List.of(out, after, after), 2L * out, 2L * out, 0));
      }
    }
    rows.add(new LayerRow("flatten", List.of(flattened()), 0, 0, 0));
    rows.add(dense("dense1, ReLU, dropout", flattened(), dense()));
    rows.add(dense("dense2, ReLU, dropout", dense(), dense()));
    rows.add(dense("dense3, softmax", dense(), options.classes()));
    return rows;
  }

  private static LayerRow dense(String name, int in, int out) {
    return new LayerRow(name, List.of(out), (long) in * out + out, 0, 2.0 * in * out);
  }

  /** {@return all numbers that are trained} */
  public long trainable() {
    return table().stream().mapToLong(LayerRow::trainable).sum();
  }

  /** {@return all numbers, the batch norms' statistics included} */
  public long parameters() {
    return table().stream().mapToLong(LayerRow::parameters).sum();
  }

  /** {@return multiplications and additions for one image} */
  public double flops() {
    return table().stream().mapToDouble(LayerRow::flops).sum();
  }
}
