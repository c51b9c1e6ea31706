package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.decimal;
import static org.allnet.export.onnx.OnnxGraph.whole;
import static org.allnet.export.onnx.OnnxGraph.wholes;
import static org.allnet.export.onnx.OnnxGraph.word;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.NamedLayers;
import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.layer.PlainStage;
import org.allnet.inference.engine.layer.Pool;
import org.allnet.inference.engine.layer.Shape;

/**
 * Layers that become nodes of an ONNX graph, for inference: nothing is dropped out, batch norms use
 * their running statistics. The weights have to be in the graph under their names.
 *
 * <p>In half precision the convolutions and dense layers compute in float16, and everything between
 * them in float32, as ALLNet does on a GPU.
 */
final class OnnxLayers extends NamedLayers<OnnxLayers.Value> {

  private final OnnxGraph graph;
  private final boolean half;
  private final Map<String, Boolean> used;

  /**
   * A result in the graph.
   *
   * @param name its name
   * @param shape its shape without the batch axis
   */
  record Value(String name, Shape shape) {}

  /**
   * Layers of a graph.
   *
   * @param graph where nodes are added
   * @param half whether convolutions and dense layers compute in float16
   */
  OnnxLayers(OnnxGraph graph, boolean half) {
    this.graph = graph;
    this.half = half;
    this.used = new LinkedHashMap<>();
  }

  private OnnxLayers(OnnxLayers above, String name) {
    super(above, name);
    this.graph = above.graph;
    this.half = above.half;
    this.used = above.used;
  }

  /** {@return the full names of the weights that were asked for, and whether in float16} */
  Map<String, Boolean> used() {
    return Map.copyOf(used);
  }

  @Override
  public Layers<Value> at(String name) {
    return new OnnxLayers(this, name);
  }

  private String tensor(String name) {
    used.put(full(name), false);
    return full(name);
  }

  /** A weight of a layer that may compute in float16. */
  private String weight(String name) {
    used.put(full(name), half);
    return full(name);
  }

  private String narrowed(String name) {
    return half ? graph.cast(DataType.FLOAT16, name) : name;
  }

  private String widened(String name) {
    return half ? graph.cast(DataType.FLOAT, name) : name;
  }

  @Override
  public int channels(Value x) {
    return x.shape().channels();
  }

  @Override
  public int side(Value x) {
    return x.shape().height();
  }

  /**
   * A maximum with the least number behind the zeros: ONNX Runtime would make them a max-pool's
   * padding, which is nothing, and less than zero.
   */
  @Override
  public Value pad(Value x, int before, int behind) {
    String pads = graph.wholes(0, 0, before, before, 0, 0, behind, behind);
    String padded = graph.add("Pad", x.name(), pads);
    return new Value(
        graph.add("Max", padded, graph.number(-Float.MAX_VALUE)), x.shape().padded(before, behind));
  }

  private Value same(Value x, String operator) {
    return new Value(graph.add(operator, x.name()), x.shape());
  }

  @Override
  public Value conv(String name, Value x, Conv conv) {
    UnaryOperator<ai.onnx.proto.OnnxMl.NodeProto.Builder> attributes =
        node ->
            node.addAttribute(
                    wholes(
                        "kernel_shape",
                        List.of((long) conv.kernelHeight(), (long) conv.kernelWidth())))
                .addAttribute(
                    wholes("strides", List.of((long) conv.stride(), (long) conv.stride())))
                .addAttribute(whole("group", conv.groups()))
                .addAttribute(
                    wholes(
                        "pads",
                        List.of(
                            (long) conv.padHeight(),
                            (long) conv.padWidth(),
                            (long) conv.padHeight(),
                            (long) conv.padWidth())));
    String from = narrowed(x.name());
    String weight = weight(name + ".weight");
    String result =
        conv.bias()
            ? graph.add("Conv", attributes, from, weight, weight(name + ".bias"))
            : graph.add("Conv", attributes, from, weight);
    return new Value(widened(result), x.shape().convolved(conv));
  }

  @Override
  public Value batchNorm(String name, Value x, Norm constants) {
    return new Value(
        graph.add(
            "BatchNormalization",
            node -> node.addAttribute(decimal("epsilon", constants.epsilon())),
            x.name(),
            tensor(name + ".weight"),
            tensor(name + ".bias"),
            tensor(name + ".running_mean"),
            tensor(name + ".running_var")),
        x.shape());
  }

  @Override
  public Value stack(Value x, List<PlainStage> stages) {
    Value result = x;
    for (PlainStage stage : stages) {
      result = conv(stage.conv(), result, stage.shape());
      if (stage.norm() != null && stage.normFirst()) {
        result = batchNorm(stage.norm(), result, stage.constants());
      }
      result = activation(Activation.RELU, result);
      if (stage.pool() != null) {
        result = maxPool(result, stage.pool());
      }
      if (stage.norm() != null && !stage.normFirst()) {
        result = batchNorm(stage.norm(), result, stage.constants());
      }
    }
    return result;
  }

  @Override
  public Value layerNorm(String name, Value x, double epsilon) {
    return new Value(
        graph.add(
            "LayerNormalization",
            node -> node.addAttribute(decimal("epsilon", epsilon)).addAttribute(whole("axis", -1)),
            x.name(),
            tensor(name + ".weight"),
            tensor(name + ".bias")),
        x.shape());
  }

  @Override
  public Value linear(String name, Value x, int features) {
    String from = narrowed(x.name());
    String weight = weight(name + ".weight");
    String bias = weight(name + ".bias");
    Shape shape = x.shape().withChannels(features);
    if (x.shape().axes().size() == 1) {
      return new Value(
          widened(
              graph.add("Gemm", node -> node.addAttribute(whole("transB", 1)), from, weight, bias)),
          shape);
    }
    String turned =
        graph.add("Transpose", node -> node.addAttribute(wholes("perm", List.of(1L, 0L))), weight);
    return new Value(widened(graph.add("Add", graph.add("MatMul", from, turned), bias)), shape);
  }

  @Override
  public Value activation(Activation kind, Value x) {
    return switch (kind) {
      case RELU -> same(x, "Relu");
      case RELU6 ->
          new Value(graph.add("Clip", x.name(), graph.number(0), graph.number(6)), x.shape());
      case SIGMOID -> same(x, "Sigmoid");
      case LEAKY_RELU ->
          new Value(
              graph.add("LeakyRelu", node -> node.addAttribute(decimal("alpha", 0.1)), x.name()),
              x.shape());
      case MISH -> multiply(x, same(same(x, "Softplus"), "Tanh"));
      case EXPONENTIAL -> same(x, "Exp");
      case SILU -> multiply(x, same(x, "Sigmoid"));
      case HARD_SIGMOID -> hardSigmoid(x);
      case HARD_SWISH -> multiply(x, hardSigmoid(x));
      case GELU -> {
        String root = graph.add("Div", x.name(), graph.number(Math.sqrt(2)));
        String fraction = graph.add("Add", graph.add("Erf", root), graph.number(1));
        String half = graph.add("Mul", x.name(), graph.number(0.5));
        yield new Value(graph.add("Mul", half, fraction), x.shape());
      }
    };
  }

  private Value hardSigmoid(Value x) {
    return new Value(
        graph.add(
            "HardSigmoid",
            node -> node.addAttribute(decimal("alpha", 1.0 / 6)).addAttribute(decimal("beta", 0.5)),
            x.name()),
        x.shape());
  }

  /**
   * Explicit padding behind the last row and column if a last, partial window counts: "same" of
   * ONNX would put it on both sides.
   */
  @Override
  public Value maxPool(Value x, Pool pool) {
    Shape shape = x.shape().pooled(pool);
    return new Value(
        graph.add("MaxPool", window(pool, behind(pool, x.shape(), shape)), x.name()), shape);
  }

  @Override
  public Value averagePool(Value x, Pool pool) {
    if (pool.ceil() && pool.zerosCount()) {
      throw new IllegalStateException("zeros of partial windows in an average have no use here");
    }
    Shape shape = x.shape().pooled(pool);
    return new Value(
        graph.add(
            "AveragePool",
            node ->
                window(pool, behind(pool, x.shape(), shape))
                    .apply(node)
                    .addAttribute(whole("count_include_pad", pool.zerosCount() ? 1 : 0)),
            x.name()),
        shape);
  }

  private static List<Long> behind(Pool pool, Shape from, Shape to) {
    long rows = (to.height() - 1L) * pool.stride() + pool.kernel() - from.height() - pool.padding();
    long columns =
        (to.width() - 1L) * pool.stride() + pool.kernel() - from.width() - pool.padding();
    return List.of(
        pool.ceil() ? Math.max(rows, 0) : pool.padding(),
        pool.ceil() ? Math.max(columns, 0) : pool.padding());
  }

  private static UnaryOperator<ai.onnx.proto.OnnxMl.NodeProto.Builder> window(
      Pool pool, List<Long> behind) {
    return node ->
        node.addAttribute(
                wholes("kernel_shape", List.of((long) pool.kernel(), (long) pool.kernel())))
            .addAttribute(wholes("strides", List.of((long) pool.stride(), (long) pool.stride())))
            .addAttribute(
                wholes(
                    "pads",
                    List.of(
                        (long) pool.padding(),
                        (long) pool.padding(),
                        behind.get(0),
                        behind.get(1))));
  }

  /** A product with the fractions that each pixel has in each cell, from the left and the right. */
  @Override
  public Value adaptiveAverage(Value x, int side) {
    String rows = fractions("rows", x.shape().height(), side, false);
    String columns = fractions("columns", x.shape().width(), side, true);
    return new Value(
        graph.add("MatMul", graph.add("MatMul", rows, x.name()), columns),
        Shape.map(x.shape().channels(), side, side));
  }

  private String fractions(String axis, int from, int to, boolean turned) {
    float[] values = new float[from * to];
    for (int cell = 0; cell < to; cell++) {
      int start = cell * from / to;
      int end = ((cell + 1) * from + to - 1) / to;
      for (int i = start; i < end; i++) {
        values[turned ? i * to + cell : cell * from + i] = 1f / (end - start);
      }
    }
    return graph.floats(
        "shares_" + axis,
        turned ? List.of((long) from, (long) to) : List.of((long) to, (long) from),
        values);
  }

  @Override
  public Value globalAverage(Value x) {
    return new Value(
        graph.add("GlobalAveragePool", x.name()), Shape.map(x.shape().channels(), 1, 1));
  }

  @Override
  public Value globalMax(Value x) {
    return new Value(graph.add("GlobalMaxPool", x.name()), Shape.map(x.shape().channels(), 1, 1));
  }

  @Override
  public Value channelMean(Value x) {
    return overChannels("ReduceMean", x);
  }

  @Override
  public Value channelMax(Value x) {
    return overChannels("ReduceMax", x);
  }

  private Value overChannels(String operator, Value x) {
    return new Value(
        graph.add(operator, node -> node.addAttribute(wholes("axes", List.of(1L))), x.name()),
        x.shape().withChannels(1));
  }

  @Override
  public Value add(Value a, Value b) {
    return new Value(graph.add("Add", a.name(), b.name()), a.shape());
  }

  @Override
  public Value scale(Value x, double factor) {
    return new Value(graph.add("Mul", x.name(), graph.number(factor)), x.shape());
  }

  @Override
  public Value multiply(Value x, Value gate) {
    return new Value(graph.add("Mul", x.name(), gate.name()), x.shape());
  }

  @Override
  public Value concatenate(List<Value> maps) {
    return new Value(
        graph.add(
            "Concat",
            node -> node.addAttribute(whole("axis", maps.get(0).shape().isMap() ? 1 : -1)),
            maps.stream().map(Value::name).toArray(String[]::new)),
        maps.get(0)
            .shape()
            .withChannels(maps.stream().mapToInt(map -> map.shape().channels()).sum()));
  }

  @Override
  public Value join(List<Value> sequences) {
    int tokens = sequences.stream().mapToInt(each -> each.shape().axes().get(0)).sum();
    return new Value(
        graph.add(
            "Concat",
            node -> node.addAttribute(whole("axis", 1)),
            sequences.stream().map(Value::name).toArray(String[]::new)),
        new Shape(List.of(tokens, channels(sequences.get(0)))));
  }

  @Override
  public Value features(Value x, int first, int count) {
    return new Value(
        graph.add(
            "Slice",
            x.name(),
            graph.wholes(first),
            graph.wholes(first + count),
            graph.wholes(x.shape().axes().size())),
        x.shape().withChannels(count));
  }

  @Override
  public Value constants(String name, int tokens, float[] numbers) {
    int each = numbers.length / tokens;
    return new Value(
        graph.floats(name, List.of(1L, (long) tokens, (long) each), numbers),
        new Shape(List.of(tokens, each)));
  }

  @Override
  public Value upsample(Value map, int factor) {
    Shape from = map.shape();
    String factors = graph.floats("factors", List.of(4L), 1, 1, factor, factor);
    return new Value(
        graph.add(
            "Resize",
            node ->
                node.addAttribute(word("mode", "nearest"))
                    .addAttribute(word("coordinate_transformation_mode", "asymmetric"))
                    .addAttribute(word("nearest_mode", "floor")),
            map.name(),
            "",
            factors),
        Shape.map(from.channels(), factor * from.height(), factor * from.width()));
  }

  @Override
  public Value every(Value map, int step, int row, int column) {
    Shape from = map.shape();
    return new Value(
        graph.add(
            "Slice",
            map.name(),
            graph.wholes(row, column),
            graph.wholes(from.height(), from.width()),
            graph.wholes(2, 3),
            graph.wholes(step, step)),
        from.everyOf(step));
  }

  @Override
  public Value flatten(Value x) {
    return new Value(
        graph.add("Flatten", node -> node.addAttribute(whole("axis", 1)), x.name()),
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
    int pixels = Math.toIntExact(map.shape().places());
    int channels = map.shape().channels();
    String rows = graph.add("Reshape", map.name(), graph.wholes(0, channels, pixels));
    return new Value(turn(rows, 0, 2, 1), new Shape(List.of(pixels, channels)));
  }

  private String turn(String x, long... order) {
    return graph.add(
        "Transpose",
        node -> node.addAttribute(wholes("perm", java.util.Arrays.stream(order).boxed().toList())),
        x);
  }

  /** The token is repeated for each image by adding it to a slice that is zeroed. */
  @Override
  public Value classToken(String name, Value tokens) {
    String first =
        graph.add("Slice", tokens.name(), graph.wholes(0), graph.wholes(1), graph.wholes(1));
    String zero = graph.add("Mul", first, graph.number(0));
    String token = graph.add("Add", zero, tensor(name));
    Shape shape = tokens.shape();
    return new Value(
        graph.add("Concat", node -> node.addAttribute(whole("axis", 1)), token, tokens.name()),
        new Shape(List.of(shape.axes().get(0) + 1, shape.channels())));
  }

  @Override
  public Value positions(String name, Value tokens) {
    return new Value(graph.add("Add", tokens.name(), tensor(name)), tokens.shape());
  }

  @Override
  public Value attention(Value packed, int heads) {
    int count = packed.shape().axes().get(0);
    int features = packed.shape().channels() / 3;
    int width = features / heads;
    String split = graph.add("Reshape", packed.name(), graph.wholes(0, count, 3, heads, width));
    String turned = turn(split, 2, 0, 3, 1, 4);
    String query = part(turned, 0);
    String key = part(turned, 1);
    String scores =
        graph.add(
            "Mul",
            graph.add("MatMul", query, turn(key, 0, 1, 3, 2)),
            graph.number(1 / Math.sqrt(width)));
    String fractions = graph.add("Softmax", node -> node.addAttribute(whole("axis", -1)), scores);
    String seen = turn(graph.add("MatMul", fractions, part(turned, 2)), 0, 2, 1, 3);
    return new Value(
        graph.add("Reshape", seen, graph.wholes(0, count, features)),
        packed.shape().withChannels(features));
  }

  private String part(String x, long index) {
    return graph.add(
        "Gather", node -> node.addAttribute(whole("axis", 0)), x, graph.wholeNumber(index));
  }

  @Override
  public Value firstToken(Value tokens) {
    return new Value(
        graph.add(
            "Gather",
            node -> node.addAttribute(whole("axis", 1)),
            tokens.name(),
            graph.wholeNumber(0)),
        new Shape(List.of(tokens.shape().channels())));
  }

  @Override
  public void auxiliary(Value x, UnaryOperator<Value> branch) {
    // computed in training only
  }
}
