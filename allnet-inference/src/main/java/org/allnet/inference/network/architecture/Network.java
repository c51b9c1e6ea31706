package org.allnet.inference.network.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.window.Footprint;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A network with its weights on a device.
 *
 * <p>Images are float32 (batch, channels, size, size), RGB in [0,1], exactly zero outside the
 * footprint of each; an empty list of footprints stands for whole frames. Convolutions keep their
 * weights channels-last. Not thread-safe in training; {@link Inference} is.
 */
public final class Network implements AutoCloseable {

  private final NetworkPlan plan;
  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> trainable = new LinkedHashMap<>();

  /**
   * A network with given weights, which it owns from now on.
   *
   * @param plan its layers
   * @param tensors float32 tensors by name, one for each of {@link NetworkPlan#tensors}
   */
  public Network(NetworkPlan plan, Map<String, Tensor> tensors) {
    this.plan = plan;
    this.tensors = new LinkedHashMap<>(tensors);
    for (TensorSpec spec : plan.tensors()) {
      Tensor tensor = Objects.requireNonNull(tensors.get(spec.name()), spec.name());
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
  public static Network fresh(NetworkPlan plan, long seed, ComputeDevice device) {
    return new Network(
        plan, InitialWeights.draw(plan.tensors(), plan.architecture().initial(), seed, device));
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
  public NetworkPlan plan() {
    return plan;
  }

  /** {@return every tensor by its name in the model file; owned by the network} */
  public Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(tensors);
  }

  /** {@return the tensors that are trained, by name, in a fixed order} */
  public Map<String, Tensor> trainable() {
    return new LinkedHashMap<>(trainable);
  }

  /**
   * The forward pass of training: batch statistics, dropout, gradients recorded.
   *
   * @param images the batch
   * @param footprints the foreground of each image, or empty
   * @param precision what layers are computed in
   * @param seed what dropout draws from: the same seed drops the same outputs
   * @return what comes out, for the caller's scope to free
   */
  public Outputs train(Tensor images, List<Footprint> footprints, Precision precision, long seed) {
    return train(images, footprints, precision, seed, BatchPart.whole((int) images.size(0)));
  }

  /**
   * The forward pass of training over a part of a batch, whose other parts other processes compute
   * at the same time: batch norms see the whole batch, and dropout draws for all of it.
   *
   * @param images the images of the part
   * @param footprints the foreground of each of them, or empty
   * @param precision what layers are computed in
   * @param seed what dropout draws from: the same in all processes
   * @param part which part it is
   * @return what comes out, for the caller's scope to free
   * @throws org.allnet.data.RunException if another process is gone
   */
  public Outputs train(
      Tensor images, List<Footprint> footprints, Precision precision, long seed, BatchPart part) {
    torch.manual_seed(seed);
    return ForwardPass.training(plan, tensors, precision, footprints, part).run(images);
  }

  /**
   * Starts to recompute the batch norms' statistics over training images; see {@link
   * StatisticsPass}.
   *
   * @return the pass
   */
  public StatisticsPass recomputeStatistics() {
    return new StatisticsPass();
  }

  /**
   * Returns inference with the weights as they are now.
   *
   * @param mode what may be left out
   * @return what computes logits; close it before the weights change
   */
  public Inference inference(InferenceMode mode) {
    return new Inference(mode);
  }

  /**
   * Returns a copy whose last layers are drawn anew, with their batch norms' statistics, as if they
   * had never been trained.
   *
   * @param layers how many, counted from the last; see {@link NetworkPlan#layers}
   * @param seed what they are drawn from
   * @param device where the weights are
   * @return the copy; the caller closes it
   */
  public Network withRandomLayers(int layers, long seed, ComputeDevice device) {
    List<String> names = plan.layers();
    Set<String> random = Set.copyOf(names.subList(names.size() - layers, names.size()));
    List<TensorSpec> drawn =
        plan.tensors().stream()
            .filter(spec -> random.contains(NetworkPlan.layerOf(spec.name())))
            .toList();
    Map<String, Tensor> all =
        InitialWeights.draw(drawn, plan.architecture().initial(), seed, device);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      tensors.forEach(
          (name, tensor) ->
              all.computeIfAbsent(name, same -> Tensors.handOut(tensor.clone(), null)));
    }
    return new Network(plan, all);
  }

  /** Frees the weights. */
  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }

  /** A pass over training images that ends in new batch-norm statistics. */
  public final class StatisticsPass implements AutoCloseable {

    private final Map<String, NormMoments> moments = new LinkedHashMap<>();

    private StatisticsPass() {}

    /**
     * Takes a batch into account: dropout off, batch statistics on.
     *
     * @param images the batch
     * @param footprints the foreground of each image, or empty
     */
    public void add(Tensor images, List<Footprint> footprints) {
      add(images, footprints, BatchPart.whole((int) images.size(0)));
    }

    /**
     * Takes a part of a batch into account, whose other parts other processes have.
     *
     * @param images the images of the part
     * @param footprints the foreground of each of them, or empty
     * @param part which part it is
     * @throws org.allnet.data.RunException if another process is gone
     */
    public void add(Tensor images, List<Footprint> footprints, BatchPart part) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        ForwardPass.statistics(plan, tensors, Precision.FP32, footprints, moments, part)
            .run(images);
      }
    }

    /** Replaces the statistics by those of all images that were added; nothing if none was. */
    public void finish() {
      finish(ProcessGroup.ALONE);
    }

    /**
     * Replaces the statistics by those of all images that all processes of a group have added.
     *
     * @param group the processes
     * @throws org.allnet.data.RunException if another process is gone
     */
    public void finish(ProcessGroup group) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        moments.values().forEach(each -> each.moments().sum(group));
        moments.values().forEach(each -> each.moments().writeTo(each.norm()));
      }
    }

    @Override
    public void close() {
      moments.values().forEach(each -> each.moments().close());
    }
  }

  /** Inference with fixed weights. Thread-safe until closed. */
  public final class Inference implements AutoCloseable {

    private final FixedStacks fixed;

    private Inference(InferenceMode mode) {
      this.fixed = new FixedStacks(mode);
    }

    /**
     * The forward pass without gradients and without dropout.
     *
     * @param images the batch
     * @param footprints the foreground of each image, or empty for whole frames
     * @return logits (batch, classes), for the caller's scope to free
     */
    public Tensor logits(Tensor images, List<Footprint> footprints) {
      return Tensors.scoped(() -> outputs(images, footprints).logits());
    }

    /**
     * The same with the values that the design marks.
     *
     * @param images the batch
     * @param footprints the foreground of each image, or empty for whole frames
     * @return what comes out; everything made on the way belongs to the caller's scope too
     */
    public Outputs outputs(Tensor images, List<Footprint> footprints) {
      try (NoGradGuard guard = new NoGradGuard()) {
        return ForwardPass.inference(plan, tensors, Precision.FP32, footprints, fixed).run(images);
      }
    }

    /**
     * The forward pass without dropout that records gradients from a marked value on. What is
     * before that value is computed as for {@link #logits}.
     *
     * @param images the batch
     * @param footprints the foreground of each image, or empty for whole frames
     * @param point a value that the design marks
     * @param classes the class of each image whose logit is derived, from 0
     * @return logits, the value, and the gradient of each image's logit by it
     */
    public Gradients gradients(
        Tensor images, List<Footprint> footprints, Point point, List<Integer> classes) {
      return recorded(
          false,
          () -> {
            Outputs outputs =
                ForwardPass.recordedFrom(point, plan, tensors, footprints, fixed).run(images);
            Tensor value = Objects.requireNonNull(outputs.marks().get(point), point.name());
            return Gradients.of(outputs.logits(), value, classes);
          });
    }

    /**
     * The forward pass on whole frames without dropout that records gradients from the images on.
     *
     * @param images the batch; left as it is
     * @param view what the network sees of images, of the same shape
     * @param classes the class of each image whose logit is derived, from 0
     * @return logits, the images, and the gradient of each image's logit by it
     */
    public Gradients gradients(Tensor images, UnaryOperator<Tensor> view, List<Integer> classes) {
      return recorded(
          true,
          () -> {
            Tensor leaf = images.detach().requires_grad_(true);
            Tensor logits = ForwardPass.recorded(plan, tensors).run(view.apply(leaf)).logits();
            return Gradients.of(logits, leaf, classes);
          });
    }

    private static Gradients recorded(boolean fromTheStart, Supplier<Gradients> pass) {
      PointerScope outer = PointerScope.getInnerScope();
      try (PointerScope scope = new PointerScope();
          AutoGradMode mode = new AutoGradMode(fromTheStart)) {
        return pass.get().handedOut(outer);
      }
    }

    @Override
    public void close() {
      fixed.close();
    }
  }
}
