package org.allnet.inference.network.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.pixel.TensorPixels;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Stage;
import org.allnet.inference.engine.window.WindowedStack;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** One way of a batch through a network: what for, and with what. */
final class ForwardPass {

  /** What a pass is for. */
  enum Mode {
    /** Batch statistics, dropout, auxiliary heads. */
    TRAINING,
    /** Batch statistics, which are summed up. */
    STATISTICS,
    /** Running statistics. */
    INFERENCE
  }

  private final NetworkPlan plan;
  private final Map<String, Tensor> tensors;
  private final Precision precision;
  private final Mode mode;
  private final List<Footprint> footprints;
  private final @Nullable FixedStacks fixed;
  private final @Nullable Map<String, NormMoments> moments;
  private final @Nullable Recording recording;
  private final @Nullable BatchPart part;
  private final @Nullable SharedNorms norms;
  private boolean sideBySide;
  private final List<Tensor> auxiliary = new ArrayList<>();
  private final List<Outputs.ByHand> byHand = new ArrayList<>();

  private ForwardPass(
      NetworkPlan plan,
      Map<String, Tensor> tensors,
      Precision precision,
      Mode mode,
      List<Footprint> footprints,
      @Nullable FixedStacks fixed,
      @Nullable Map<String, NormMoments> moments,
      @Nullable Recording recording,
      @Nullable BatchPart part) {
    this.plan = plan;
    this.tensors = tensors;
    this.precision = precision;
    this.mode = mode;
    this.footprints = plan.options().normalisation().isPixelwise() ? footprints : List.of();
    this.fixed = fixed;
    this.moments = moments;
    this.recording = recording;
    this.part = part == null || part.group().isAlone() ? null : part;
    this.norms = this.part == null ? null : new SharedNorms(this.part);
  }

  /**
   * What gradients are recorded for, in inference.
   *
   * @param from the value that they begin at; absent if that is the image
   */
  private record Recording(@Nullable Point from) {}

  static ForwardPass training(
      NetworkPlan plan,
      Map<String, Tensor> tensors,
      Precision precision,
      List<Footprint> footprints,
      BatchPart part) {
    return new ForwardPass(
        plan, tensors, precision, Mode.TRAINING, footprints, null, null, null, part);
  }

  static ForwardPass statistics(
      NetworkPlan plan,
      Map<String, Tensor> tensors,
      Precision precision,
      List<Footprint> footprints,
      Map<String, NormMoments> moments,
      BatchPart part) {
    return new ForwardPass(
        plan, tensors, precision, Mode.STATISTICS, footprints, null, moments, null, part);
  }

  static ForwardPass inference(
      NetworkPlan plan,
      Map<String, Tensor> tensors,
      Precision precision,
      List<Footprint> footprints,
      FixedStacks fixed) {
    return new ForwardPass(
        plan, tensors, precision, Mode.INFERENCE, footprints, fixed, null, null, null);
  }

  /** Inference that records gradients from a marked value on; what is before it may be windows. */
  static ForwardPass recordedFrom(
      Point point,
      NetworkPlan plan,
      Map<String, Tensor> tensors,
      List<Footprint> footprints,
      FixedStacks fixed) {
    return new ForwardPass(
        plan,
        tensors,
        Precision.FP32,
        Mode.INFERENCE,
        footprints,
        fixed,
        null,
        new Recording(point),
        null);
  }

  /** Inference on whole frames, layer by layer, that records gradients from the image on. */
  static ForwardPass recorded(NetworkPlan plan, Map<String, Tensor> tensors) {
    return new ForwardPass(
        plan,
        tensors,
        Precision.FP32,
        Mode.INFERENCE,
        List.of(),
        null,
        null,
        new Recording(null),
        null);
  }

  /** Sends a batch of images in [0,1] through; the results belong to the caller's scope. */
  Outputs run(Tensor images) {
    Tensor input =
        plan.options().normalisation().apply(images, (int) images.size(1), TensorPixels.INSTANCE);
    TensorLayers layers = new TensorLayers(this);
    Tensor logits =
        Precision.FP32.in(plan.logits(layers, input.contiguous(torch.MemoryFormat.ChannelsLast)));
    Map<Point, Tensor> marks = new LinkedHashMap<>();
    layers.marks().forEach((point, value) -> marks.put(point, Precision.FP32.in(value)));
    return new Outputs(
        logits,
        auxiliary.stream().map(Precision.FP32::in).toList(),
        marks,
        byHand,
        norms == null ? null : norms::finish);
  }

  Mode mode() {
    return mode;
  }

  Precision precision() {
    return precision;
  }

  List<Footprint> footprints() {
    return footprints;
  }

  /** The part of a batch that this pass computes; null if it is all of it. */
  @Nullable BatchPart part() {
    return part;
  }

  /**
   * Takes how the features of images lie in memory from here on.
   *
   * @param sideBySide whether those of all images lie side by side, as a dense layer puts them;
   *     else each image has a stretch of its own
   */
  void sideBySide(boolean sideBySide) {
    this.sideBySide = sideBySide;
  }

  /** Whether the features of several images lie side by side: of one image it can't be seen. */
  boolean isSideBySide() {
    return sideBySide;
  }

  /** The batch norms if several processes compute the batch; else null. */
  @Nullable SharedNorms norms() {
    return norms;
  }

  /** A tensor of the network; while gradients are recorded in inference, not of it. */
  Tensor tensor(String name) {
    Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
    return recording != null && GradMode.is_enabled() ? tensor.detach() : tensor;
  }

  /** Where the network is. */
  Device device() {
    return tensors.values().iterator().next().device();
  }

  /** Whether gradients are recorded from a marked value on. */
  boolean isRecordedFrom(Point point) {
    return recording != null && recording.from() == point;
  }

  /** Whether stacks are computed with weights that stay. */
  boolean hasFixedStacks() {
    return fixed != null;
  }

  /** Whether batch norms are folded into convolutions: weights stay, and nobody derives by maps. */
  boolean foldsNorms() {
    return fixed != null && fixed.mode() == InferenceMode.THROUGHPUT && !GradMode.is_enabled();
  }

  /** The convolution of that name with its batch norm folded in. */
  FoldedConv folded(String name, Supplier<FoldedConv> maker) {
    return Objects.requireNonNull(fixed, "weights still change").folded(name, maker);
  }

  /** The logits of the auxiliary heads. */
  List<Tensor> auxiliary() {
    return auxiliary;
  }

  /**
   * A value whose gradient is sent back by hand.
   *
   * @param value the value, of which the engine knows no history
   * @param back is given its gradient
   * @return the value, from which the engine records again
   */
  Tensor byHand(Tensor value, Consumer<Tensor> back) {
    Tensor leaf = value.detach().requires_grad_(true);
    byHand.add(new Outputs.ByHand(leaf, back));
    return leaf;
  }

  /** Adds to the gradient of a tensor, if it is trained. */
  void addGradient(String name, Tensor gradient) {
    Tensor tensor = tensor(name);
    if (!tensor.requires_grad()) {
      return;
    }
    if (tensor.grad().defined()) {
      tensor.mutable_grad().add_(gradient);
    } else {
      tensor.mutable_grad().put(gradient);
    }
  }

  /** What the sums over the maps in front of a batch norm are kept in. */
  ChannelMoments moments(String name, BatchNorm norm) {
    return Objects.requireNonNull(moments, "no statistics are taken")
        .computeIfAbsent(name, key -> new NormMoments(norm, new ChannelMoments()))
        .moments();
  }

  /** What a black image is at the network's first layer, in this pass's precision. */
  Tensor blackImage() {
    int size = plan.options().inputSize();
    Tensor any = tensors.values().iterator().next();
    Tensor black =
        torch.zeros(
            new long[] {1, plan.options().channels(), size, size},
            Tensors.options(torch.ScalarType.Float, any.device()));
    return precision.in(
        plan.options().normalisation().apply(black, (int) black.size(1), TensorPixels.INSTANCE));
  }

  /** The stack of that name with weights that stay. */
  WindowedStack fixedStack(String name, Supplier<List<Stage>> stages) {
    FixedStacks stacks = Objects.requireNonNull(fixed, "weights still change");
    return stacks.get(name, () -> new WindowedStack(stages.get(), blackImage(), stacks.mode()));
  }

  /** Keeps what a fixed stack is made with. */
  BatchNorm.Affine keep(BatchNorm.Affine affine) {
    FixedStacks stacks = Objects.requireNonNull(fixed, "weights still change");
    stacks.keep(affine.scale());
    stacks.keep(affine.shift());
    return affine;
  }

  /** Keeps a weight or its copy in another precision. */
  Tensor keep(Tensor tensor) {
    if (fixed != null) {
      fixed.keep(tensor);
    }
    return tensor;
  }
}
