package org.allnet.inference.network.architecture;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.NamedLayers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;
import org.allnet.inference.engine.window.PixelStep;
import org.allnet.inference.engine.window.Stage;
import org.allnet.inference.engine.window.TrainableStack;
import org.allnet.inference.engine.window.WindowedStack;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Layers that compute: tensors with a batch axis in front. Everything made on the way belongs to
 * the caller's scope.
 */
final class TensorLayers extends NamedLayers<Tensor> {

  private static final long[] PLANE = {2, 3};

  private static final double LEAK = 0.1;

  private final ForwardPass pass;

  TensorLayers(ForwardPass pass) {
    this.pass = pass;
  }

  private TensorLayers(TensorLayers above, String name) {
    super(above, name);
    this.pass = above.pass;
  }

  @Override
  public Layers<Tensor> at(String name) {
    return new TensorLayers(this, name);
  }

  /** In training, gradients need what is between. */
  @Override
  public Tensor part(Supplier<Tensor> part) {
    if (pass.mode() != ForwardPass.Mode.INFERENCE) {
      return part.get();
    }
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      return Tensors.handOut(part.get(), outer);
    }
  }

  /** Where a pass records from here on, what is marked is a beginning without history. */
  @Override
  public Tensor mark(Point point, Tensor x) {
    if (!pass.isRecordedFrom(point)) {
      return super.mark(point, x);
    }
    GradMode.set_enabled(true);
    return super.mark(point, x.detach().requires_grad_(true));
  }

  @Override
  public int channels(Tensor x) {
    return (int) (x.dim() == 4 ? x.size(1) : x.size(-1));
  }

  @Override
  public int side(Tensor x) {
    return (int) x.size(2);
  }

  @Override
  public Tensor pad(Tensor x, int before, int behind) {
    return torch.constant_pad_nd(x, before, behind, before, behind);
  }

  private Tensor tensor(String name) {
    return pass.tensor(full(name));
  }

  /**
   * Of a 1x1 convolution with a step, the pixels it looks at are taken first: the engine's own
   * gradient of it writes past its memory if there are few channels.
   */
  @Override
  public Tensor conv(String name, Tensor x, Conv conv) {
    boolean picks = conv.stride() > 1 && conv.kernelHeight() == 1 && conv.kernelWidth() == 1;
    Tensor weight = tensor(name + ".weight");
    Tensor bias = conv.bias() ? tensor(name + ".bias") : null;
    return picks
        ? convolved(picked(x, conv.stride()), weight, bias, conv.stride(1))
        : convolved(x, weight, bias, conv);
  }

  private static Tensor picked(Tensor x, int step) {
    return x.slice(2, new LongOptional(0), new LongOptional(x.size(2)), step)
        .slice(3, new LongOptional(0), new LongOptional(x.size(3)), step)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  /**
   * On one thread the engine computes kernels of one pixel as matrix products, whose library has
   * threads of its own that stand in each other's way. So it is asked for the other way by name.
   */
  private Tensor convolved(Tensor x, Tensor weight, @Nullable Tensor bias, Conv conv) {
    if (pass.foldsNorms() && x.is_cpu() && torch.hasMKLDNN()) {
      return torch.mkldnn_convolution(
          x,
          weight,
          bias == null ? new TensorOptional() : new TensorOptional(bias),
          new long[] {conv.padHeight(), conv.padWidth()},
          new long[] {conv.stride(), conv.stride()},
          new long[] {1, 1},
          conv.groups());
    }
    return torch.conv2d(
        pass.precision().in(x),
        pass.precision().in(weight),
        bias == null ? new TensorOptional() : new TensorOptional(pass.precision().in(bias)),
        new long[] {conv.stride(), conv.stride()},
        new long[] {conv.padHeight(), conv.padWidth()},
        new long[] {1, 1},
        conv.groups());
  }

  /** The map that the activation changes in place is nobody else's. */
  @Override
  public Tensor normed(
      String conv, String norm, Tensor x, Conv shape, Norm constants, Activation kind) {
    if (!pass.foldsNorms()) {
      return super.normed(conv, norm, x, shape, constants, kind);
    }
    FoldedConv folded =
        pass.folded(
            full(conv), () -> FoldedConv.of(tensor(conv + ".weight"), norm(norm, constants)));
    Tensor map = convolved(x, folded.weight(), folded.bias(), shape);
    switch (kind) {
      case RELU -> map.relu_();
      case LEAKY_RELU -> torch.leaky_relu_(map, new Scalar(LEAK));
      case SILU -> torch.silu_(map);
      case MISH -> torch.mish_(map);
      default -> {
        return activation(kind, map);
      }
    }
    // The engine hands out the same tensor under another pointer, which nobody owns.
    return map;
  }

  private BatchNorm norm(String name, Norm constants) {
    return new BatchNorm(
        tensor(name + ".weight"),
        tensor(name + ".bias"),
        tensor(name + ".running_mean"),
        tensor(name + ".running_var"),
        constants);
  }

  @Override
  public Tensor batchNorm(String name, Tensor x, Norm constants) {
    BatchNorm norm = norm(name, constants);
    return switch (pass.mode()) {
      case TRAINING -> pass.norms() == null ? norm.training(x) : pass.norms().apply(x, norm, true);
      case INFERENCE -> norm.inference(x);
      case STATISTICS -> {
        ChannelMoments moments = pass.moments(full(name), norm);
        BatchPart part = pass.part();
        // Of images that every process computes, the first counts them.
        if (part == null || !part.isWhole() || part.group().leads()) {
          moments.add(x);
        }
        yield pass.norms() == null ? norm.batchStatistics(x) : pass.norms().apply(x, norm, false);
      }
    };
  }

  /**
   * In inference all stages run on windows, unless gradients are recorded through them. In training
   * those do that have no batch norm before their end, since a batch norm looks at whole maps.
   */
  @Override
  public Tensor stack(Tensor x, List<PlainStage> stages) {
    Tensor input = pass.precision().in(x);
    if (pass.hasFixedStacks()) {
      WindowedStack stack =
          pass.fixedStack(full("stack"), () -> stages.stream().map(this::fixed).toList());
      return stack.run(input, pass.footprints());
    }
    int plain = 0;
    while (plain < stages.size() && !normBefore(stages, plain)) {
      plain++;
    }
    List<Stage> leading = stages.subList(0, plain).stream().map(this::withoutNorm).toList();
    Tensor result = leading.isEmpty() ? input : leading(input, leading, stages);
    if (plain > 0) {
      result = normLast(stages.get(plain - 1), result);
    }
    for (PlainStage stage : stages.subList(plain, stages.size())) {
      result = withNorm(stage, result);
    }
    return result;
  }

  private Tensor leading(Tensor input, List<Stage> leading, List<PlainStage> stages) {
    boolean windows = !pass.footprints().isEmpty();
    boolean trained = leading.stream().anyMatch(stage -> stage.weight().requires_grad());
    if (windows && (pass.mode() == ForwardPass.Mode.STATISTICS || !trained)) {
      try (NoGradGuard guard = new NoGradGuard()) {
        return new WindowedStack(leading, pass.blackImage(), InferenceMode.FIRST_RESULT)
            .run(input, pass.footprints());
      }
    }
    TrainableStack recorded =
        windows && slow(input)
            ? TrainableStack.whereItPays(leading, pass.blackImage(), input, pass.footprints())
            : null;
    if (recorded != null) {
      return pass.byHand(
          recorded.output(),
          gradient -> {
            List<TrainableStack.Gradients> gradients = recorded.back(gradient);
            for (int i = 0; i < gradients.size(); i++) {
              String name = stages.get(i).conv();
              pass.addGradient(full(name + ".weight"), gradients.get(i).weight());
              pass.addGradient(full(name + ".bias"), gradients.get(i).bias());
            }
          });
    }
    Tensor result = input;
    for (Stage stage : leading) {
      result = stage.run(result);
    }
    return result;
  }

  /**
   * Whether computing takes longer than launching. In fewer bits than 32 a GPU is done with a layer
   * before the next is launched, and windows are more launches.
   */
  private boolean slow(Tensor input) {
    return input.is_cpu() || pass.precision() == Precision.FP32;
  }

  /** Whether a stage begins behind a batch norm or has one in its middle. */
  private static boolean normBefore(List<PlainStage> stages, int number) {
    PlainStage stage = stages.get(number);
    return (stage.norm() != null && stage.normFirst())
        || (number > 0 && stages.get(number - 1).norm() != null);
  }

  /** Pooling before the ReLU gives the same numbers for less memory traffic. */
  private Stage withoutNorm(PlainStage stage) {
    return new Stage(
        kept(stage.conv() + ".weight"),
        kept(stage.conv() + ".bias"),
        stage.shape().stride(),
        stage.shape().padHeight(),
        stage.pool(),
        Stage.RELU);
  }

  private Stage stage(PlainStage stage, PixelStep beforePool, PixelStep afterPool) {
    return new Stage(
        kept(stage.conv() + ".weight"),
        kept(stage.conv() + ".bias"),
        stage.shape().stride(),
        stage.shape().padHeight(),
        beforePool,
        stage.pool(),
        afterPool);
  }

  /** A weight in the pass's precision, for as long as a fixed stack may live. */
  private Tensor kept(String name) {
    Tensor weight = tensor(name);
    Tensor cast = pass.precision().in(weight);
    return cast == weight ? weight : pass.keep(cast);
  }

  /** A stage whose batch norm is folded to a scale and a shift. */
  private Stage fixed(PlainStage stage) {
    if (stage.norm() == null) {
      return withoutNorm(stage);
    }
    BatchNorm.Affine affine =
        pass.keep(norm(Objects.requireNonNull(stage.norm()), stage.constants()).fixed());
    return stage.normFirst()
        ? stage(stage, affine, Stage.RELU)
        : stage(stage, Stage.NOTHING, new AfterRelu(affine));
  }

  /** A step behind a ReLU. */
  private record AfterRelu(PixelStep step) implements PixelStep {

    @Override
    public Tensor apply(Tensor maps) {
      return step.apply(maps.relu_());
    }

    @Override
    public PixelStep channels(long first, long count) {
      return new AfterRelu(step.channels(first, count));
    }
  }

  private Tensor withNorm(PlainStage stage, Tensor x) {
    if (stage.norm() == null || !stage.normFirst()) {
      return normLast(stage, withoutNorm(stage).run(pass.precision().in(x)));
    }
    String norm = Objects.requireNonNull(stage.norm());
    return stage(stage, map -> batchNorm(norm, map, stage.constants()).relu_(), Stage.NOTHING)
        .run(pass.precision().in(x));
  }

  private Tensor normLast(PlainStage stage, Tensor x) {
    String norm = stage.norm();
    return norm == null || stage.normFirst() ? x : batchNorm(norm, x, stage.constants());
  }

  @Override
  public Tensor layerNorm(String name, Tensor x, double epsilon) {
    return torch.layer_norm(
        Precision.FP32.in(x),
        new long[] {x.size(-1)},
        new TensorOptional(tensor(name + ".weight")),
        new TensorOptional(tensor(name + ".bias")),
        epsilon,
        true);
  }

  @Override
  public Tensor linear(String name, Tensor x, int features) {
    Tensor weight = pass.precision().in(tensor(name + ".weight"));
    Tensor bias = pass.precision().in(tensor(name + ".bias"));
    pass.sideBySide(x.is_cpu() && x.dim() == 2);
    return DenseLayer.apply(pass.precision().in(x), weight, bias);
  }

  @Override
  public Tensor activation(Activation kind, Tensor x) {
    return switch (kind) {
      case RELU -> x.relu();
      case RELU6 -> torch.relu6(x);
      case LEAKY_RELU -> torch.leaky_relu(x, new Scalar(LEAK));
      case SILU -> torch.silu(x);
      case HARD_SIGMOID -> torch.hardsigmoid(x);
      case HARD_SWISH -> torch.hardswish(x);
      case SIGMOID -> torch.sigmoid(x);
      case GELU -> torch.gelu(x);
      case MISH -> torch.mish(x);
      case EXPONENTIAL -> x.exp();
    };
  }

  @Override
  public Tensor maxPool(Tensor x, Pool pool) {
    return torch.max_pool2d(
        x,
        new long[] {pool.kernel(), pool.kernel()},
        new long[] {pool.stride(), pool.stride()},
        new long[] {pool.padding(), pool.padding()},
        new long[] {1, 1},
        pool.ceil());
  }

  @Override
  public Tensor averagePool(Tensor x, Pool pool) {
    return torch.avg_pool2d(
        x,
        new long[] {pool.kernel(), pool.kernel()},
        new long[] {pool.stride(), pool.stride()},
        new long[] {pool.padding(), pool.padding()},
        pool.ceil(),
        pool.zerosCount(),
        new LongOptional());
  }

  @Override
  public Tensor adaptiveAverage(Tensor x, int side) {
    return torch.adaptive_avg_pool2d(x, side, side);
  }

  @Override
  public Tensor globalAverage(Tensor x) {
    return x.mean(PLANE, true, new ScalarTypeOptional());
  }

  @Override
  public Tensor globalMax(Tensor x) {
    return x.amax(PLANE, true);
  }

  @Override
  public Tensor channelMean(Tensor x) {
    return x.mean(new long[] {1}, true, new ScalarTypeOptional());
  }

  @Override
  public Tensor channelMax(Tensor x) {
    return x.amax(new long[] {1}, true);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }

  @Override
  public Tensor multiply(Tensor x, Tensor gate) {
    return x.mul(gate);
  }

  @Override
  public Tensor concatenate(List<Tensor> maps) {
    return torch.cat(
        new TensorVector(maps.toArray(Tensor[]::new)), maps.get(0).dim() == 4 ? 1 : -1);
  }

  @Override
  public Tensor join(List<Tensor> sequences) {
    return torch.cat(new TensorVector(sequences.toArray(Tensor[]::new)), 1);
  }

  @Override
  public Tensor features(Tensor x, int first, int count) {
    return x.narrow(-1, first, count);
  }

  @Override
  public Tensor constants(String name, int tokens, float[] numbers) {
    return Tensors.ofFloats(numbers, pass.device(), tokens, numbers.length / tokens);
  }

  @Override
  public Tensor upsample(Tensor map, int factor) {
    return torch.upsample_nearest2d(
        map,
        new long[] {factor * map.size(2), factor * map.size(3)},
        new DoubleOptional(),
        new DoubleOptional());
  }

  @Override
  public Tensor every(Tensor map, int step, int row, int column) {
    return map.slice(2, new LongOptional(row), new LongOptional(map.size(2)), step)
        .slice(3, new LongOptional(column), new LongOptional(map.size(3)), step);
  }

  @Override
  public Tensor flatten(Tensor x) {
    pass.sideBySide(false);
    return x.contiguous().flatten(1, -1);
  }

  @Override
  public Tensor dropout(Tensor x, double rate) {
    if (pass.mode() != ForwardPass.Mode.TRAINING || rate <= 0) {
      return x;
    }
    BatchPart part = pass.part();
    return part == null || part.isWhole()
        ? torch.dropout(x, rate, true)
        : SharedDropout.apply(x, rate, part, pass.isSideBySide());
  }

  @Override
  public Tensor stochasticDepth(Tensor branch, double rate) {
    if (pass.mode() != ForwardPass.Mode.TRAINING || rate <= 0) {
      return branch;
    }
    long[] shape = new long[(int) branch.dim()];
    java.util.Arrays.fill(shape, 1);
    BatchPart part = pass.part();
    shape[0] = part == null ? branch.size(0) : part.of();
    Scalar fraction = new Scalar(1 - rate);
    Tensor kept = torch.empty(shape, branch.options(), null).fill_(fraction).bernoulli();
    kept.div_(fraction);
    return branch.mul(part == null ? kept : part.rows(kept));
  }

  @Override
  public Tensor tokens(Tensor map) {
    return map.flatten(2, -1).transpose(1, 2);
  }

  @Override
  public Tensor classToken(String name, Tensor tokens) {
    Tensor token = tensor(name).expand(tokens.size(0), -1, -1).to(tokens.scalar_type());
    return torch.cat(new TensorVector(token, tokens), 1);
  }

  @Override
  public Tensor positions(String name, Tensor tokens) {
    return tokens.add(tensor(name));
  }

  @Override
  public Tensor attention(Tensor packed, int heads) {
    long batch = packed.size(0);
    long count = packed.size(1);
    long width = packed.size(2) / 3 / heads;
    Tensor split = packed.reshape(batch, count, 3, heads, width).permute(2, 0, 3, 1, 4);
    Tensor seen =
        torch.scaled_dot_product_attention(
            split.select(0, 0), split.select(0, 1), split.select(0, 2));
    return seen.transpose(1, 2).reshape(batch, count, heads * width);
  }

  @Override
  public Tensor firstToken(Tensor tokens) {
    pass.sideBySide(false);
    return tokens.select(1, 0);
  }

  @Override
  public void auxiliary(Tensor x, UnaryOperator<Tensor> branch) {
    if (pass.mode() == ForwardPass.Mode.TRAINING) {
      pass.auxiliary().add(branch.apply(x));
    }
  }
}
