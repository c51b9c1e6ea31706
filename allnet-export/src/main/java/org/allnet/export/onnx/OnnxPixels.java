package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.whole;
import static org.allnet.export.onnx.OnnxGraph.wholes;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.engine.pixel.PixelOperations;

/** Pixel operations as nodes of an ONNX graph, in the precision of the tensors' operations. */
final class OnnxPixels implements PixelOperations<OnnxPixels.Value> {

  private final OnnxGraph graph;
  private final Shape shape;

  /**
   * A result in the graph.
   *
   * @param name its name
   * @param type the type of its numbers
   */
  record Value(String name, DataType type) {}

  /**
   * Makes operations on images of one size.
   *
   * @param graph where the nodes go
   * @param shape the images' shape without the batch axis
   */
  OnnxPixels(OnnxGraph graph, Shape shape) {
    this.graph = graph;
    this.shape = shape;
  }

  /** {@return float32 images by their name in the graph} */
  Value images(String name) {
    return new Value(name, DataType.FLOAT);
  }

  @Override
  public Value add(Value a, Value b) {
    return both("Add", a, b);
  }

  @Override
  public Value add(Value a, double number) {
    return both("Add", a, number(a, number));
  }

  @Override
  public Value subtract(Value a, Value b) {
    return both("Sub", a, b);
  }

  @Override
  public Value multiply(Value a, Value b) {
    return both("Mul", a, b);
  }

  @Override
  public Value multiply(Value a, double number) {
    return both("Mul", a, number(a, number));
  }

  @Override
  public Value divide(Value a, Value b) {
    return both("Div", a, b);
  }

  @Override
  public Value atLeast(Value a, double number) {
    return both("Max", a, number(a, number));
  }

  @Override
  public Value floor(Value a) {
    return new Value(graph.add("Floor", a.name()), a.type());
  }

  @Override
  public Value not(Value mask) {
    return both("Sub", number(mask, 1), mask);
  }

  @Override
  public Value isAbove(Value a, double number) {
    return mask("Greater", a, number(a, number));
  }

  @Override
  public Value isAbove(Value a, Value b) {
    return mask("Greater", a, b);
  }

  @Override
  public Value isFrom(Value a, double number) {
    return mask("GreaterOrEqual", a, number(a, number));
  }

  @Override
  public Value isEqual(Value a, Value b) {
    return mask("Equal", a, b);
  }

  @Override
  public Value channel(Value images, int index) {
    return entries(images, index, index + 1);
  }

  @Override
  public Value channelMin(Value images) {
    return reduced("ReduceMin", images, 1);
  }

  @Override
  public Value channelMax(Value images) {
    return reduced("ReduceMax", images, 1);
  }

  @Override
  public Value imageMin(Value images) {
    return reduced("ReduceMin", images, 1, 2, 3);
  }

  @Override
  public Value imageMax(Value images) {
    return reduced("ReduceMax", images, 1, 2, 3);
  }

  @Override
  public Value channelMean(Value images) {
    return reduced("ReduceMean", images, 2, 3);
  }

  @Override
  public Value centre(Value images, int side) {
    int rows = Math.min(side, shape.height());
    int columns = Math.min(side, shape.width());
    int top = (shape.height() - rows) / 2;
    int left = (shape.width() - columns) / 2;
    String patch =
        graph.add(
            "Slice",
            images.name(),
            graph.wholes(top, left),
            graph.wholes(top + rows, left + columns),
            graph.wholes(2, 3));
    return new Value(patch, images.type());
  }

  @Override
  public Value perChannel(Value images, float[] numbers) {
    List<Long> channels = List.of(1L, (long) numbers.length, 1L, 1L);
    return images(graph.floats("per_channel", channels, numbers));
  }

  @Override
  public Value histogram(Value images, Value counted, int entries) {
    String rows = graph.wholes(0, -1);
    String places = graph.cast(DataType.INT64, graph.add("Reshape", images.name(), rows));
    String batch =
        graph.add(
            "Shape",
            node -> node.addAttribute(whole("start", 0)).addAttribute(whole("end", 1)),
            images.name());
    String counts =
        graph.add(
            "Concat", node -> node.addAttribute(whole("axis", 0)), batch, graph.wholes(entries));
    String histogram =
        graph.add(
            "ScatterElements",
            node ->
                node.addAttribute(whole("axis", 1))
                    .addAttribute(OnnxGraph.word("reduction", "add")),
            graph.add("Expand", graph.number(0), counts),
            places,
            graph.add("Reshape", counted.name(), rows));
    return cast(DataType.DOUBLE, histogram);
  }

  @Override
  public Value wholeNumbers(Value rows, int entries) {
    double[] numbers = LongStream.range(0, entries).asDoubleStream().toArray();
    return new Value(graph.doubles(List.of(1L, (long) entries), numbers), DataType.DOUBLE);
  }

  @Override
  public Value cumulative(Value rows) {
    return new Value(graph.add("CumSum", rows.name(), graph.wholes(1)), rows.type());
  }

  @Override
  public Value last(Value rows, int entries) {
    return entries(rows, entries - 1, entries);
  }

  @Override
  public Value rowMin(Value rows) {
    return reduced("ReduceMin", rows, 1);
  }

  @Override
  public Value rowMax(Value rows) {
    return reduced("ReduceMax", rows, 1);
  }

  @Override
  public Value perImage(Value rows) {
    String numbers = graph.cast(DataType.FLOAT, rows.name());
    return images(graph.add("Reshape", numbers, graph.wholes(0, 1, 1, 1)));
  }

  private Value both(String operator, Value a, Value b) {
    return new Value(graph.add(operator, a.name(), b.name()), a.type());
  }

  private Value number(Value like, double number) {
    String name =
        like.type() == DataType.DOUBLE ? graph.doubles(List.of(), number) : graph.number(number);
    return new Value(name, like.type());
  }

  private Value mask(String operator, Value a, Value b) {
    return cast(a.type(), graph.add(operator, a.name(), b.name()));
  }

  private Value cast(DataType type, String name) {
    return new Value(graph.cast(type, name), type);
  }

  /** Some entries along the axis behind the batch. */
  private Value entries(Value x, int from, int to) {
    String name =
        graph.add("Slice", x.name(), graph.wholes(from), graph.wholes(to), graph.wholes(1));
    return new Value(name, x.type());
  }

  private Value reduced(String operator, Value x, long... axes) {
    List<Long> along = LongStream.of(axes).boxed().toList();
    UnaryOperator<NodeProto.Builder> attributes =
        node -> node.addAttribute(wholes("axes", along)).addAttribute(whole("keepdims", 1));
    return new Value(graph.add(operator, attributes, x.name()), x.type());
  }
}
