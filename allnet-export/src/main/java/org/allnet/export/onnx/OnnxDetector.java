package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.wholes;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.file.AtomicFile;
import org.allnet.export.program.BoxSuppression;
import org.allnet.export.program.ExportFacts;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Writes a detector as an ONNX file that other engines run.
 *
 * <p>The graph takes {@value OnnxExport#INPUT}, float32 (batch, 3, size, size): RGB in [0,1], the
 * batch of any length. It gives {@value #BOXES}, (batch, places, 4): left, top, right and bottom in
 * pixels of the input, and {@value #SCORES}, (batch, places, classes) in [0,1]. On demand it also
 * gives {@value #SELECTED}, (boxes, 3): image, class and place of the boxes that are left after
 * non-maximum suppression in each class.
 */
public final class OnnxDetector {

  /** Where objects may lie. */
  public static final String BOXES = "boxes";

  /** How sure the detector is of each class. */
  public static final String SCORES = "scores";

  /** Which boxes are left after non-maximum suppression. */
  public static final String SELECTED = "selected";

  private OnnxDetector() {}

  /**
   * Writes a detector atomically.
   *
   * @param file where to
   * @param network a detector
   * @param suppression non-maximum suppression, absent if whoever runs the graph does it
   * @param facts what else the file says of it, such as the names of the classes
   * @throws org.allnet.data.RunException if the file can't be written
   * @throws java.util.NoSuchElementException if the network is no detector
   */
  public static void write(
      Path file, Network network, @Nullable BoxSuppression suppression, Map<String, String> facts) {
    try (PointerScope scope = new PointerScope()) {
      OnnxGraph graph = new OnnxGraph(network.plan().architecture().name());
      OnnxLayers layers = new OnnxLayers(graph, false);
      layers(graph, layers, network, suppression);
      OnnxExport.weights(graph, network, "", layers.used());
      ModelProto.Builder model =
          ModelProto.newBuilder()
              .setIrVersion(OnnxExport.FORMAT)
              .setProducerName("ALLNet")
              .setDocString(ExportFacts.NOTICE)
              .addOpsetImport(
                  OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxExport.OPSET))
              .setGraph(graph.graph());
      new TreeMap<>(facts)
          .forEach(
              (key, value) ->
                  model.addMetadataProps(
                      StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
      AtomicFile.write(file, model.build()::writeTo);
    }
  }

  private static void layers(
      OnnxGraph graph, OnnxLayers layers, Network network, @Nullable BoxSuppression suppression) {
    NetworkOptions options = network.plan().options();
    Shape shape = Shape.map(options.channels(), options.inputSize(), options.inputSize());
    String image =
        graph.input(OnnxExport.INPUT, shape.axes().stream().map(Integer::longValue).toList());
    OnnxPixels pixels = new OnnxPixels(graph, shape);
    String x =
        options.normalisation().apply(pixels.images(image), options.channels(), pixels).name();
    network.plan().logits(layers, new OnnxLayers.Value(x, shape));
    OnnxLayers.Value boxes = layers.marked(Point.BOXES);
    long places = boxes.shape().places();
    String corners = graph.named(BOXES, "MatMul", n -> n, boxes.name(), toCorners(graph));
    String scores = graph.named(SCORES, "Identity", n -> n, layers.marked(Point.SCORES).name());
    graph.output(BOXES, List.of(places, 4L));
    graph.output(SCORES, List.of(places, (long) options.classes()));
    if (suppression != null) {
      String byClass =
          graph.add("Transpose", n -> n.addAttribute(wholes("perm", List.of(0L, 2L, 1L))), scores);
      graph.named(
          SELECTED,
          "NonMaxSuppression",
          n -> n,
          corners,
          byClass,
          graph.wholes(suppression.most()),
          graph.number(suppression.iou()),
          graph.number(suppression.score()));
      graph.rows(SELECTED, "found", 3);
    }
  }

  /** What makes left, top, right and bottom of centre, width and height. */
  private static String toCorners(OnnxGraph graph) {
    return graph.floats(
        "corners", List.of(4L, 4L), 1, 0, 1, 0, 0, 1, 0, 1, -.5f, 0, .5f, 0, 0, -.5f, 0, .5f);
  }
}
