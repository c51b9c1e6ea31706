package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.whole;
import static org.allnet.export.onnx.OnnxGraph.wholes;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.allnet.inference.image.segmentation.SegmentationMode;

/**
 * The segmentation by saturation as ONNX operators: step for step, in the same precision, what
 * {@link org.allnet.inference.image.segmentation.Segmenter} does.
 */
final class OnnxSegmentation {

  private static final int LEVELS = 256;
  private static final double LOWEST_LEVEL = 180;
  private static final double LEAST_RANGE = 0.5;

  private final OnnxGraph graph;

  OnnxSegmentation(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Adds the operators.
   *
   * @param mode how cells are cut out
   * @param rgb float32 (n, 3, h, w) in [0,1]
   * @return the image where kept, 0 elsewhere
   */
  String add(SegmentationMode mode, String rgb) {
    if (mode == SegmentationMode.NONE) {
      return rgb;
    }
    String plane = saturation(rgb);
    if (mode == SegmentationMode.STRETCHED) {
      plane = stretched(plane);
    }
    String levels = graph.add("Floor", graph.add("Add", plane, graph.number(0.5)));
    String kept =
        mode == SegmentationMode.OTSU
            ? graph.add("Greater", levels, otsu(levels, rgb))
            : graph.add("GreaterOrEqual", levels, graph.number(LOWEST_LEVEL));
    return graph.add("Mul", rgb, graph.cast(DataType.FLOAT, kept));
  }

  private String channel(String rgb, int index) {
    return graph.add("Slice", rgb, graph.wholes(index), graph.wholes(index + 1), graph.wholes(1));
  }

  private String saturation(String rgb) {
    String least = graph.add("ReduceMin", along(true, 1), rgb);
    String sum =
        graph.add("Add", graph.add("Add", channel(rgb, 0), channel(rgb, 1)), channel(rgb, 2));
    String coloured = graph.cast(DataType.FLOAT, graph.add("Greater", sum, graph.number(0)));
    String divisor = graph.add("Add", sum, graph.add("Sub", graph.number(1), coloured));
    String ratio = graph.add("Div", graph.add("Mul", least, graph.number(3)), divisor);
    String plane = graph.add("Max", graph.add("Sub", coloured, ratio), graph.number(0));
    return graph.add("Mul", plane, graph.number(255));
  }

  private String stretched(String plane) {
    String least = graph.add("ReduceMin", along(true, 1, 2, 3), plane);
    String range = graph.add("Sub", graph.add("ReduceMax", along(true, 1, 2, 3), plane), least);
    String leastRange = graph.number(LEAST_RANGE);
    String varied = graph.cast(DataType.FLOAT, graph.add("GreaterOrEqual", range, leastRange));
    String above = graph.add("Mul", graph.add("Sub", plane, least), varied);
    return graph.add(
        "Div", graph.add("Mul", above, graph.number(255)), graph.add("Max", range, leastRange));
  }

  /** Otsu's threshold of every image, (n, 1, 1, 1); 255 where there is none. */
  private String otsu(String levels, String rgb) {
    String counted =
        graph.cast(
            DataType.FLOAT,
            graph.add("Greater", graph.add("ReduceMax", along(true, 1), rgb), graph.number(0)));
    String rows = graph.wholes(0, -1);
    String places = graph.cast(DataType.INT64, graph.add("Reshape", levels, rows));
    String batch =
        graph.add(
            "Shape",
            node -> node.addAttribute(whole("start", 0)).addAttribute(whole("end", 1)),
            rgb);
    String shape =
        graph.add(
            "Concat", node -> node.addAttribute(whole("axis", 0)), batch, graph.wholes(LEVELS));
    String empty = graph.add("Expand", graph.number(0), shape);
    String histogram =
        graph.cast(
            DataType.DOUBLE,
            graph.add(
                "ScatterElements",
                node ->
                    node.addAttribute(whole("axis", 1))
                        .addAttribute(OnnxGraph.word("reduction", "add")),
                empty,
                places,
                graph.add("Reshape", counted, rows)));
    double[] greys = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      greys[level] = level;
    }
    String grey = graph.doubles(List.of(1L, (long) LEVELS), greys);
    String axis = graph.wholes(1);
    String below = graph.add("CumSum", histogram, axis);
    String belowSum = graph.add("CumSum", graph.add("Mul", histogram, grey), axis);
    String all = last(below);
    String difference =
        graph.add("Sub", graph.add("Mul", belowSum, all), graph.add("Mul", last(belowSum), below));
    String weights = graph.add("Mul", below, graph.add("Sub", all, below));
    String zero = graph.doubles(List.of(), 0);
    String twoSided = graph.cast(DataType.DOUBLE, graph.add("Greater", weights, zero));
    String divisor =
        graph.add("Add", weights, graph.add("Sub", graph.doubles(List.of(), 1), twoSided));
    String variance =
        graph.add(
            "Mul", graph.add("Div", graph.add("Mul", difference, difference), divisor), twoSided);
    String greatest = graph.add("ReduceMax", along(true, 1), variance);
    String chosen =
        graph.add(
            "And", graph.add("Equal", variance, greatest), graph.add("Greater", variance, zero));
    String candidates = graph.add("Where", chosen, grey, graph.doubles(List.of(), LEVELS - 1));
    String threshold = graph.add("ReduceMin", along(true, 1), candidates);
    return graph.add("Reshape", graph.cast(DataType.FLOAT, threshold), graph.wholes(0, 1, 1, 1));
  }

  private String last(String rows) {
    return graph.add(
        "Slice", rows, graph.wholes(LEVELS - 1), graph.wholes(LEVELS), graph.wholes(1));
  }

  private static UnaryOperator<NodeProto.Builder> along(boolean keep, long... axes) {
    List<Long> list = java.util.Arrays.stream(axes).boxed().toList();
    return node ->
        node.addAttribute(wholes("axes", list)).addAttribute(whole("keepdims", keep ? 1 : 0));
  }
}
