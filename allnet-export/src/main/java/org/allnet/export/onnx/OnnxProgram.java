package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.whole;
import static org.allnet.export.onnx.OnnxGraph.wholes;
import static org.allnet.export.onnx.OnnxGraph.word;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.allnet.export.onnx.OnnxPixels.Value;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.program.ProgramTarget;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.engine.pixel.PixelOperations;
import org.allnet.inference.view.ViewMatrix;
import org.jspecify.annotations.Nullable;

/** A model's steps as nodes of an ONNX graph. */
final class OnnxProgram implements ProgramTarget<Value> {

  private final OnnxGraph graph;
  private final ModelProgram program;
  private final Shape seen;
  private final OnnxPixels pixels;
  private final OnnxLayers layers;
  private @Nullable String places;

  OnnxProgram(OnnxGraph graph, ModelProgram program, boolean half) {
    this.graph = graph;
    this.program = program;
    this.seen = Shape.map(program.networkChannels(), program.side(), program.side());
    this.pixels = new OnnxPixels(graph, seen);
    this.layers = new OnnxLayers(graph, half);
  }

  /** {@return the layers, which know the weights that the graph has to have} */
  OnnxLayers layers() {
    return layers;
  }

  /** Adds everything from the input to the outputs. */
  void write() {
    List<Long> given =
        List.of((long) program.channels(), (long) program.side(), (long) program.side());
    Value image = pixels.images(graph.input(OnnxExport.INPUT, given));
    Value answer = program.logits(image, this);
    String logits = graph.named(OnnxExport.LOGITS, "Identity", node -> node, answer.name());
    double temperature = program.temperature();
    String scaled = temperature == 1 ? logits : graph.add("Div", logits, graph.number(temperature));
    graph.named(
        OnnxExport.PROBABILITIES, "Softmax", node -> node.addAttribute(whole("axis", 1)), scaled);
    long classes = program.classes().size();
    graph.output(OnnxExport.PROBABILITIES, List.of(classes));
    graph.output(OnnxExport.LOGITS, List.of(classes));
  }

  @Override
  public PixelOperations<Value> pixels() {
    return pixels;
  }

  @Override
  public Value stacked(Value images, Value others) {
    return pixels.images(
        graph.add(
            "Concat", node -> node.addAttribute(whole("axis", 1)), images.name(), others.name()));
  }

  @Override
  public Value view(Value images, ViewMatrix matrix) {
    return pixels.images(
        matrix.isExact() ? laid(images.name(), matrix) : turned(images.name(), matrix));
  }

  /** A square laid on itself: transposed or not, then mirrored along the axes. */
  private String laid(String images, ViewMatrix matrix) {
    boolean transposed = matrix.xx() == 0;
    String result =
        transposed
            ? graph.add(
                "Transpose",
                node -> node.addAttribute(wholes("perm", List.of(0L, 1L, 3L, 2L))),
                images)
            : images;
    if ((transposed ? matrix.yx() : matrix.xx()) < 0) {
      result = mirrored(result, 3);
    }
    if ((transposed ? matrix.xy() : matrix.yy()) < 0) {
      result = mirrored(result, 2);
    }
    return result;
  }

  private String mirrored(String images, long axis) {
    return graph.add(
        "Slice",
        images,
        graph.wholes(-1),
        graph.wholes(Long.MIN_VALUE + 1),
        graph.wholes(axis),
        graph.wholes(-1));
  }

  /** Bilinear, the pixels' places from -1 to 1 between the outer edges. */
  private String turned(String images, ViewMatrix matrix) {
    String turn =
        graph.floats(
            "turn",
            List.of(2L, 2L),
            (float) matrix.xx(),
            (float) matrix.yx(),
            (float) matrix.xy(),
            (float) matrix.yy());
    long side = program.side();
    String grid =
        graph.add("Reshape", graph.add("MatMul", places(), turn), graph.wholes(1, side, side, 2));
    String batch =
        graph.add(
            "Shape",
            node -> node.addAttribute(whole("start", 0)).addAttribute(whole("end", 1)),
            images);
    String repeated =
        graph.add(
            "Expand",
            grid,
            graph.add(
                "Concat",
                node -> node.addAttribute(whole("axis", 0)),
                batch,
                graph.wholes(1, 1, 1)));
    return graph.add(
        "GridSample",
        node ->
            node.addAttribute(word("mode", "bilinear"))
                .addAttribute(word("padding_mode", "zeros"))
                .addAttribute(whole("align_corners", 0)),
        images,
        repeated);
  }

  /** The places of all pixels, x and y, row by row. */
  private String places() {
    String known = places;
    if (known != null) {
      return known;
    }
    int side = program.side();
    float[] values = new float[2 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        values[2 * (y * side + x)] = (2f * x + 1) / side - 1;
        values[2 * (y * side + x) + 1] = (2f * y + 1) / side - 1;
      }
    }
    String made = graph.floats("places", List.of((long) side * side, 2L), values);
    places = made;
    return made;
  }

  @Override
  public Value network(int number, Value images) {
    String prefix = program.prefix(number);
    Layers<OnnxLayers.Value> own = prefix.isEmpty() ? layers : layers.at(prefix);
    OnnxLayers.Value out =
        program
            .model()
            .networks()
            .get(number)
            .plan()
            .logits(own, new OnnxLayers.Value(images.name(), seen));
    return new Value(out.name(), DataType.FLOAT);
  }

  @Override
  public Value mean(List<Value> rows) {
    String[] names = rows.stream().map(Value::name).toArray(String[]::new);
    return new Value(graph.add("Mean", names), DataType.FLOAT);
  }

  @Override
  public Value mixture(List<Value> logits, List<Double> weights) {
    String[] parts = new String[logits.size()];
    for (int i = 0; i < parts.length; i++) {
      String logs =
          graph.add(
              "LogSoftmax", node -> node.addAttribute(whole("axis", 1)), logits.get(i).name());
      String weighted = graph.add("Add", logs, graph.number(Math.log(weights.get(i))));
      parts[i] = graph.add("Unsqueeze", weighted, graph.wholes(0));
    }
    String all = graph.add("Concat", node -> node.addAttribute(whole("axis", 0)), parts);
    return new Value(
        graph.add(
            "ReduceLogSumExp",
            node ->
                node.addAttribute(wholes("axes", List.of(0L))).addAttribute(whole("keepdims", 0)),
            all),
        DataType.FLOAT);
  }
}
