package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.wholes;

import java.util.List;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.network.architecture.Normalisation;

/** What a network does to pixels before its first layer, as nodes of a graph. */
final class OnnxNormalisation {

  private OnnxNormalisation() {}

  /**
   * Adds it.
   *
   * @param graph where
   * @param kind which
   * @param image float32 (batch, channels, size, size) in [0,1]
   * @param shape its shape without the batch axis
   * @return the name of what comes out
   */
  static String add(OnnxGraph graph, Normalisation kind, String image, Shape shape) {
    if (kind == Normalisation.UNIT) {
      return image;
    }
    if (kind == Normalisation.CENTRE_MEAN) {
      return graph.add("Sub", image, centreMean(graph, image, shape));
    }
    int channels = shape.channels();
    List<Long> perChannel = List.of((long) channels, 1L, 1L);
    String mean = graph.floats("pixel_mean", perChannel, kind.means(channels));
    String deviation = graph.floats("pixel_deviation", perChannel, kind.deviations(channels));
    return graph.add("Div", graph.add("Sub", image, mean), deviation);
  }

  private static String centreMean(OnnxGraph graph, String image, Shape shape) {
    int rows = Math.min(Normalisation.CENTRE, shape.height());
    int columns = Math.min(Normalisation.CENTRE, shape.width());
    int top = (shape.height() - rows) / 2;
    int left = (shape.width() - columns) / 2;
    String patch =
        graph.add(
            "Slice",
            image,
            graph.wholes(top, left),
            graph.wholes(top + rows, left + columns),
            graph.wholes(2, 3));
    return graph.add(
        "ReduceMean", node -> node.addAttribute(wholes("axes", List.of(2L, 3L))), patch);
  }
}
