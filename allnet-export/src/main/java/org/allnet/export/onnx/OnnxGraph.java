package org.allnet.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An ONNX graph in the making: operators are added in the order in which they run, and each hands
 * out the name of its result. Not for several threads at once.
 */
final class OnnxGraph {

  /** The first axis, whose length is left to whoever runs the graph. */
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int names;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** Declares a float input of any batch size; {@code shape} is without the batch axis. */
  String input(String name, List<Long> shape) {
    graph.addInput(value(name, shape));
    return name;
  }

  /** Declares that a result with this name goes out; {@code shape} is without the batch axis. */
  void output(String name, List<Long> shape) {
    graph.addOutput(value(name, shape));
  }

  /** Declares that a table of whole numbers goes out, of as many rows as there are. */
  void rows(String name, String rows, long columns) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.INT64_VALUE);
    type.getShapeBuilder().addDimBuilder().setDimParam(rows);
    type.getShapeBuilder().addDimBuilder().setDimValue(columns);
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(type)));
  }

  private static ValueInfoProto value(String name, List<Long> shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    type.getShapeBuilder().addDimBuilder().setDimParam(BATCH);
    shape.forEach(length -> type.getShapeBuilder().addDimBuilder().setDimValue(length));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** Adds weights, float32 or float16, whose memory is read only when the graph is written. */
  String weights(String name, List<Long> shape, ByteBuffer littleEndian, boolean half) {
    return constant(
        name,
        half ? TensorProto.DataType.FLOAT16 : TensorProto.DataType.FLOAT,
        shape,
        UnsafeByteOperations.unsafeWrap(littleEndian));
  }

  /** Adds a float32 number. */
  String number(double value) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(0, (float) value);
    return constant(
        fresh("number"), TensorProto.DataType.FLOAT, List.of(), ByteString.copyFrom(bytes));
  }

  /** Adds float32 numbers. */
  String floats(String stem, List<Long> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return constant(
        fresh(stem), TensorProto.DataType.FLOAT, shape, ByteString.copyFrom(bytes.flip()));
  }

  /** Adds a whole number, which has no axis. */
  String wholeNumber(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, value);
    return constant(
        fresh("whole"), TensorProto.DataType.INT64, List.of(), ByteString.copyFrom(bytes));
  }

  /** Adds float64 numbers. */
  String doubles(List<Long> shape, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return constant(
        fresh("doubles"), TensorProto.DataType.DOUBLE, shape, ByteString.copyFrom(bytes.flip()));
  }

  /** Adds a row of whole numbers. */
  String wholes(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return constant(
        fresh("wholes"),
        TensorProto.DataType.INT64,
        List.of((long) values.length),
        ByteString.copyFrom(bytes.flip()));
  }

  private String constant(
      String name, TensorProto.DataType type, List<Long> shape, ByteString littleEndian) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(shape)
            .setRawData(littleEndian));
    return name;
  }

  /** Adds an operator without attributes. */
  String add(String operator, String... inputs) {
    return add(operator, node -> node, inputs);
  }

  /** Adds an operator. */
  String add(String operator, UnaryOperator<NodeProto.Builder> attributes, String... inputs) {
    return named(fresh(operator), operator, attributes, inputs);
  }

  /** Adds an operator whose result has a name of its own. */
  String named(
      String result,
      String operator,
      UnaryOperator<NodeProto.Builder> attributes,
      String... inputs) {
    graph.addNode(
        attributes.apply(
            NodeProto.newBuilder()
                .setOpType(operator)
                .setName(result)
                .addAllInput(List.of(inputs))
                .addOutput(result)));
    return result;
  }

  /** Converts to another type of number. */
  String cast(TensorProto.DataType type, String input) {
    return add("Cast", node -> node.addAttribute(whole("to", type.getNumber())), input);
  }

  private String fresh(String stem) {
    names++;
    return stem + "_" + names;
  }

  /** An attribute that is a whole number. */
  static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is a row of whole numbers. */
  static AttributeProto wholes(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** An attribute that is a number. */
  static AttributeProto decimal(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  /** An attribute that is a word. */
  static AttributeProto word(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** {@return the graph as it is now} */
  GraphProto graph() {
    return graph.build();
  }
}
