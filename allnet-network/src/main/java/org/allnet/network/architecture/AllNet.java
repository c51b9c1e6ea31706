package org.allnet.network.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.allnet.network.window.Stage;
import org.allnet.network.window.StageGeometry;
import org.allnet.network.window.Window;
import org.allnet.network.window.WindowedStack;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * ALLNet with its weights; see {@link AllNetPlan} for the layers.
 *
 * <p>Pooling comes before the ReLU, which gives the same numbers for a ninth of the memory traffic.
 * The flattened features run channel by channel, each channel row by row. The convolutions keep
 * their weights channels-last.
 */
public final class AllNet implements Network {

  private static final StageGeometry.Pool POOL = new StageGeometry.Pool(3, 3, true);

  /** The stages up to the first batch norm: what foreground windows serve in training. */
  private static final int WINDOWED_IN_TRAINING = AllNetPlan.FIRST_BATCH_NORM;

  private final AllNetPlan plan;
  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> trainable = new LinkedHashMap<>();

  /**
   * A network with given weights, which it owns from now on.
   *
   * @param plan its layers
   * @param tensors float32 tensors by name, one for each of {@link AllNetPlan#tensors}
   */
  public AllNet(AllNetPlan plan, Map<String, Tensor> tensors) {
    this.plan = plan;
    this.tensors = new LinkedHashMap<>(tensors);
    for (TensorSpec spec : plan.tensors()) {
      Tensor tensor = tensor(spec.name());
      if (spec.shape().size() == 4) {
        tensor = channelsLast(tensor);
        this.tensors.put(spec.name(), tensor);
      }
      if (spec.trainable()) {
        trainable.put(spec.name(), tensor);
      }
    }
  }

  /**
   * A network with fresh weights.
   *
   * @param plan its layers
   * @param seed what the weights are drawn from
   * @param device where it lives
   * @return the network; the caller closes it
   */
  public static AllNet fresh(AllNetPlan plan, long seed, ComputeDevice device) {
    return new AllNet(plan, InitialWeights.draw(plan.tensors(), seed, device));
  }

  /** Replaces a tensor by a channels-last copy that lives as long. */
  private static Tensor channelsLast(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor copy = Tensors.handOut(tensor.contiguous(torch.MemoryFormat.ChannelsLast), null);
      tensor.close();
      return copy;
    }
  }

  /** {@return its layers} */
  public AllNetPlan plan() {
    return plan;
  }

  @Override
  public Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(tensors);
  }

  @Override
  public Map<String, Tensor> trainable() {
    return new LinkedHashMap<>(trainable);
  }

  private Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private Stage stage(int number, UnaryOperator<Tensor> pointwise) {
    return new Stage(
        tensor("conv" + number + ".weight"),
        tensor("conv" + number + ".bias"),
        1,
        1,
        POOL,
        pointwise);
  }

  private BatchNorm norm(int stage) {
    String name = "norm" + stage;
    return new BatchNorm(
        tensor(name + ".weight"),
        tensor(name + ".bias"),
        tensor(name + ".running_mean"),
        tensor(name + ".running_var"));
  }

  /**
   * A dense layer. On a processor the weights stand on the left of the product, and one image is a
   * product with a vector: the matrix library reads the weights several times as fast that way than
   * the other way round, and they are what counts for few images.
   */
  private Tensor dense(int layer, Tensor x) {
    Tensor weight = tensor("dense" + layer + ".weight");
    Tensor bias = tensor("dense" + layer + ".bias");
    if (x.is_cuda()) {
      return torch.linear(x, weight, new TensorOptional(bias));
    }
    return x.size(0) == 1
        ? torch.addmv(bias, weight, x.select(0, 0)).unsqueeze(0)
        : weight.mm(x.t()).t().add(bias);
  }

  /** The stages before the first batch norm, whole-frame or windowed. */
  private Tensor beforeNorms(Tensor images, List<Window> windows) {
    List<Stage> stages = new ArrayList<>();
    for (int number = 1; number <= WINDOWED_IN_TRAINING; number++) {
      stages.add(stage(number, Tensor::relu_));
    }
    Tensor x = images.contiguous(torch.MemoryFormat.ChannelsLast);
    if (windows.isEmpty()) {
      for (Stage stage : stages) {
        x = stage.run(x);
      }
      return x;
    }
    int size = plan.options().inputSize();
    return new WindowedStack(stages, size, size).run(x, windows);
  }

  @Override
  public Tensor trainingLogits(Tensor images, List<Window> windows, long seed) {
    Tensor x = norm(3).training(beforeNorms(images, windows));
    x = norm(4).training(stage(4, Tensor::relu_).run(x));
    torch.manual_seed(seed);
    double dropped = plan.options().dropout();
    x = torch.dropout(dense(1, x.contiguous().flatten(1, -1)).relu_(), dropped, true);
    x = torch.dropout(dense(2, x).relu_(), dropped, true);
    return dense(3, x);
  }

  @Override
  public StatisticsPass recomputeStatistics() {
    return new Statistics();
  }

  @Override
  public Inference inference() {
    return new Fixed();
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }

  /** Sums of values and squares over all images behind the third and the fourth stage. */
  private final class Statistics implements StatisticsPass {

    private final ChannelMoments third = new ChannelMoments();
    private final ChannelMoments fourth = new ChannelMoments();

    @Override
    public void add(Tensor images, List<Window> windows) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        Tensor x = beforeNorms(images, windows);
        third.add(x);
        x = stage(4, Tensor::relu_).run(norm(3).batchStatistics(x));
        fourth.add(x);
      }
    }

    @Override
    public void finish() {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        third.writeTo(norm(3));
        fourth.writeTo(norm(4));
      }
    }

    @Override
    public void close() {
      third.close();
      fourth.close();
    }
  }

  /** Inference: the batch norms are folded to a scale and a shift, the black image is run once. */
  private final class Fixed implements Inference {

    private final List<Tensor> kept = new ArrayList<>();
    private final WindowedStack stack;

    Fixed() {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        List<Stage> stages = new ArrayList<>();
        for (int number = 1; number <= AllNetPlan.STAGES; number++) {
          if (number < AllNetPlan.FIRST_BATCH_NORM) {
            stages.add(stage(number, Tensor::relu_));
          } else {
            BatchNorm.Affine norm = norm(number).fixed();
            keep(norm.scale());
            keep(norm.shift());
            stages.add(stage(number, x -> norm.apply(x.relu_())));
          }
        }
        int size = plan.options().inputSize();
        stack = new WindowedStack(stages, size, size);
        stack.blackMaps().forEach(this::keep);
      }
    }

    private void keep(Tensor tensor) {
      kept.add(Tensors.handOut(tensor, null));
    }

    @Override
    public Tensor logits(Tensor images, List<Window> windows) {
      return Tensors.scoped(
          () -> {
            Tensor x = images.contiguous(torch.MemoryFormat.ChannelsLast);
            x = windows.isEmpty() ? stack.dense(x) : stack.run(x, windows);
            x = dense(1, x.contiguous().flatten(1, -1)).relu_();
            return dense(3, dense(2, x).relu_());
          });
    }

    @Override
    public void close() {
      kept.forEach(Tensor::releaseReference);
    }
  }
}
