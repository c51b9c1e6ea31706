package org.allnet.export.torchscript;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.NamedLayers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;
import org.allnet.inference.engine.layer.Shape;

/**
 * Layers as lines of TorchScript, for inference: nothing is dropped out, batch norms use their
 * running statistics.
 *
 * <p>In half precision the convolutions and dense layers compute in float16, and everything between
 * them in float32, as ALLNet does on a GPU.
 */
final class ScriptLayers extends NamedLayers<ScriptLayers.Value> {

  private static final long[] PLANE = {2, 3};
  private static final long[] CHANNELS = {1};

  private final ScriptSource source;
  private final boolean half;

  /**
   * A result.
   *
   * @param name its name
   * @param shape its shape without the batch axis
   */
  record Value(String name, Shape shape) {}

  /**
   * Layers of a module.
   *
   * @param source where lines are added
   * @param half whether convolutions and dense layers compute in float16
   */
  ScriptLayers(ScriptSource source, boolean half) {
    this.source = source;
    this.half = half;
  }

  private ScriptLayers(ScriptLayers above, String name) {
    super(above, name);
    this.source = above.source;
    this.half = above.half;
  }

  @Override
  public Layers<Value> at(String name) {
    return new ScriptLayers(this, name);
  }

  private String tensor(String name) {
    return source.weight(full(name), false);
  }

  /** A weight of a layer that may compute in float16. */
  private String weight(String name) {
    return source.weight(full(name), half);
  }

  private String narrowed(String name) {
    return half ? source.add("torch.to", name, ScriptPixels.HALF) : name;
  }

  private String widened(String name) {
    return half ? source.add("torch.to", name, ScriptPixels.FLOAT) : name;
  }

  private Value same(Value x, String operation, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = x.name();
    System.arraycopy(more, 0, arguments, 1, more.length);
    return new Value(source.add(operation, arguments), x.shape());
  }

  @Override
  public int channels(Value x) {
    return x.shape().channels();
  }

  @Override
  public int side(Value x) {
    return x.shape().height();
  }

  @Override
  public Value pad(Value x, int before, int behind) {
    long[] edges = {before, behind, before, behind};
    return new Value(
        source.add("torch.constant_pad_nd", x.name(), edges), x.shape().padded(before, behind));
  }

  @Override
  public Value conv(String name, Value x, Conv conv) {
    String result =
        source.add(
            "torch.conv2d",
            narrowed(x.name()),
            weight(name + ".weight"),
            conv.bias() ? weight(name + ".bias") : "None",
            pair(conv.stride()),
            new long[] {conv.padHeight(), conv.padWidth()},
            pair(1),
            conv.groups());
    return new Value(widened(result), x.shape().convolved(conv));
  }

  private static long[] pair(long number) {
    return new long[] {number, number};
  }

  @Override
  public Value batchNorm(String name, Value x, Norm constants) {
    return same(
        x,
        "torch.batch_norm",
        tensor(name + ".weight"),
        tensor(name + ".bias"),
        tensor(name + ".running_mean"),
        tensor(name + ".running_var"),
        false,
        constants.newFraction(),
        constants.epsilon(),
        true);
  }

  @Override
  public Value stack(Value x, List<PlainStage> stages) {
    Value result = x;
    for (PlainStage stage : stages) {
      result = conv(stage.conv(), result, stage.shape());
      String norm = stage.norm();
      if (norm != null && stage.normFirst()) {
        result = batchNorm(norm, result, stage.constants());
      }
      result = activation(Activation.RELU, result);
      Pool pool = stage.pool();
      if (pool != null) {
        result = maxPool(result, pool);
      }
      if (norm != null && !stage.normFirst()) {
        result = batchNorm(norm, result, stage.constants());
      }
    }
    return result;
  }

  @Override
  public Value layerNorm(String name, Value x, double epsilon) {
    return same(
        x,
        "torch.layer_norm",
        new long[] {x.shape().channels()},
        tensor(name + ".weight"),
        tensor(name + ".bias"),
        epsilon,
        true);
  }

  @Override
  public Value linear(String name, Value x, int features) {
    String result =
        source.add(
            "torch.linear", narrowed(x.name()), weight(name + ".weight"), weight(name + ".bias"));
    return new Value(widened(result), x.shape().withChannels(features));
  }

  @Override
  public Value activation(Activation kind, Value x) {
    return switch (kind) {
      case RELU -> same(x, "torch.relu");
      case RELU6 -> same(x, "torch.hardtanh", 0.0, 6.0);
      case LEAKY_RELU -> same(x, "torch.leaky_relu", 0.1);
      case SILU -> same(x, "torch.silu");
      case HARD_SIGMOID -> same(x, "torch.hardsigmoid");
      case HARD_SWISH -> same(x, "torch.hardswish");
      case SIGMOID -> same(x, "torch.sigmoid");
      case GELU -> same(x, "torch.gelu");
      case MISH -> same(x, "torch.mish");
      case EXPONENTIAL -> same(x, "torch.exp");
    };
  }

  @Override
  public Value maxPool(Value x, Pool pool) {
    return new Value(
        source.add(
            "torch.max_pool2d",
            x.name(),
            pair(pool.kernel()),
            pair(pool.stride()),
            pair(pool.padding()),
            pair(1),
            pool.ceil()),
        x.shape().pooled(pool));
  }

  @Override
  public Value averagePool(Value x, Pool pool) {
    return new Value(
        source.add(
            "torch.avg_pool2d",
            x.name(),
            pair(pool.kernel()),
            pair(pool.stride()),
            pair(pool.padding()),
            pool.ceil(),
            pool.zerosCount()),
        x.shape().pooled(pool));
  }

  @Override
  public Value adaptiveAverage(Value x, int side) {
    return new Value(
        source.add("torch.adaptive_avg_pool2d", x.name(), pair(side)),
        Shape.map(x.shape().channels(), side, side));
  }

  @Override
  public Value globalAverage(Value x) {
    return new Value(
        source.add("torch.mean", x.name(), PLANE, true), Shape.map(x.shape().channels(), 1, 1));
  }

  @Override
  public Value globalMax(Value x) {
    return new Value(
        source.add("torch.amax", x.name(), PLANE, true), Shape.map(x.shape().channels(), 1, 1));
  }

  @Override
  public Value channelMean(Value x) {
    return new Value(source.add("torch.mean", x.name(), CHANNELS, true), x.shape().withChannels(1));
  }

  @Override
  public Value channelMax(Value x) {
    return new Value(source.add("torch.amax", x.name(), CHANNELS, true), x.shape().withChannels(1));
  }

  @Override
  public Value add(Value a, Value b) {
    return same(a, "torch.add", b.name());
  }

  @Override
  public Value scale(Value x, double factor) {
    return same(x, "torch.mul", factor);
  }

  @Override
  public Value multiply(Value x, Value gate) {
    return same(x, "torch.mul", gate.name());
  }

  @Override
  public Value concatenate(List<Value> maps) {
    Shape first = maps.get(0).shape();
    int channels = maps.stream().mapToInt(map -> map.shape().channels()).sum();
    return new Value(
        source.add("torch.cat", list(maps), first.isMap() ? 1 : -1), first.withChannels(channels));
  }

  @Override
  public Value join(List<Value> sequences) {
    int tokens = sequences.stream().mapToInt(each -> each.shape().axes().get(0)).sum();
    return new Value(
        source.add("torch.cat", list(sequences), 1),
        new Shape(List.of(tokens, channels(sequences.get(0)))));
  }

  private static String list(List<Value> values) {
    return values.stream().map(Value::name).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public Value features(Value x, int first, int count) {
    return new Value(
        source.add("torch.narrow", x.name(), -1, first, count), x.shape().withChannels(count));
  }

  @Override
  public Value constants(String name, int tokens, float[] numbers) {
    int each = numbers.length / tokens;
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    String constant = source.constant(false, new long[] {1, tokens, each}, values);
    return new Value(constant, new Shape(List.of(tokens, each)));
  }

  @Override
  public Value upsample(Value map, int factor) {
    Shape shape =
        Shape.map(
            map.shape().channels(), factor * map.shape().height(), factor * map.shape().width());
    long[] size = {shape.height(), shape.width()};
    return new Value(
        source.add("torch.upsample_nearest2d", map.name(), size, "None", "None"), shape);
  }

  @Override
  public Value every(Value map, int step, int row, int column) {
    Shape from = map.shape();
    String rows = source.add("torch.slice", map.name(), 2, row, from.height(), step);
    return new Value(
        source.add("torch.slice", rows, 3, column, from.width(), step), from.everyOf(step));
  }

  @Override
  public Value flatten(Value x) {
    return new Value(
        source.add("torch.flatten", x.name(), 1, -1),
        new Shape(List.of(Math.toIntExact(x.shape().elements()))));
  }

  @Override
  public Value dropout(Value x, double rate) {
    return x;
  }

  @Override
  public Value stochasticDepth(Value branch, double rate) {
    return branch;
  }

  @Override
  public Value tokens(Value map) {
    String rows = source.add("torch.flatten", map.name(), 2, -1);
    return new Value(
        source.add("torch.transpose", rows, 1, 2),
        new Shape(List.of(Math.toIntExact(map.shape().places()), map.shape().channels())));
  }

  @Override
  public Value classToken(String name, Value tokens) {
    String repeated = "[torch.size(%s, 0), -1, -1]".formatted(tokens.name());
    String token = source.add("torch.expand", tensor(name), repeated);
    Shape shape = tokens.shape();
    return new Value(
        source.add("torch.cat", "[%s, %s]".formatted(token, tokens.name()), 1),
        new Shape(List.of(shape.axes().get(0) + 1, shape.channels())));
  }

  @Override
  public Value positions(String name, Value tokens) {
    return same(tokens, "torch.add", tensor(name));
  }

  /** Written out, because the engine's own operation is younger than PyTorch 1.13. */
  @Override
  public Value attention(Value packed, int heads) {
    int count = packed.shape().axes().get(0);
    int features = packed.shape().channels() / 3;
    int width = features / heads;
    String split =
        source.add("torch.reshape", packed.name(), new long[] {-1, count, 3, heads, width});
    String turned = source.add("torch.permute", split, new long[] {2, 0, 3, 1, 4});
    String query = source.add("torch.mul", part(turned, 0), 1 / Math.sqrt(width));
    String keys = source.add("torch.transpose", part(turned, 1), 2, 3);
    String fractions = source.add("torch.softmax", source.add("torch.matmul", query, keys), -1);
    String seen = source.add("torch.matmul", fractions, part(turned, 2));
    String back = source.add("torch.transpose", seen, 1, 2);
    return new Value(
        source.add("torch.reshape", back, new long[] {-1, count, features}),
        packed.shape().withChannels(features));
  }

  private String part(String x, int index) {
    return source.add("torch.select", x, 0, index);
  }

  @Override
  public Value firstToken(Value tokens) {
    return new Value(
        source.add("torch.select", tokens.name(), 1, 0),
        new Shape(List.of(tokens.shape().channels())));
  }

  @Override
  public void auxiliary(Value x, UnaryOperator<Value> branch) {
    // computed in training only
  }
}
