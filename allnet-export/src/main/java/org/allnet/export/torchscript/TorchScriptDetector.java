package org.allnet.export.torchscript;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.file.Json;
import org.allnet.export.program.BoxSuppression;
import org.allnet.export.program.ExportFacts;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.jspecify.annotations.Nullable;

/**
 * Writes a detector as a TorchScript file that PyTorch from 1.13 on loads, and every program that
 * embeds it.
 *
 * <p>{@code forward} takes float32 (batch, 3, size, size): RGB in [0,1], the batch of any length.
 * It gives a tuple. First are the boxes, (batch, places, 4): left, top, right and bottom in pixels
 * of the input. Then come the scores, (batch, places, classes) in [0,1]. On demand there are int64
 * rows (boxes, 3) behind them: image, class and place of the boxes that are left after non-maximum
 * suppression in each class, the most certain of a class first. The file {@value
 * TorchScriptExport#FACTS} in the archive says what is known of the detector.
 */
public final class TorchScriptDetector {

  private static final String IMAGE = "image";

  private TorchScriptDetector() {}

  /**
   * Writes a detector atomically.
   *
   * @param file where to
   * @param network a detector
   * @param classes the names of its classes, in the order of the scores
   * @param suppression non-maximum suppression, absent if whoever runs the module does it
   * @param facts what else the file says of it
   * @throws org.allnet.data.RunException if the file can't be written
   * @throws java.util.NoSuchElementException if the network is no detector
   */
  public static void write(
      Path file,
      Network network,
      List<String> classes,
      @Nullable BoxSuppression suppression,
      Map<String, String> facts) {
    ScriptSource source = new ScriptSource();
    if (suppression != null) {
      ScriptSuppression.define(source, suppression, classes.size());
    }
    forward(source, network, suppression != null);
    ScriptModule.write(file, source, Map.of("", network), facts(network, classes, facts));
  }

  private static void forward(ScriptSource source, Network network, boolean selects) {
    NetworkOptions options = network.plan().options();
    Shape shape = Shape.map(options.channels(), options.inputSize(), options.inputSize());
    source.requireShape(IMAGE, options.channels(), options.inputSize());
    String image = source.add("torch.to", IMAGE, ScriptPixels.FLOAT);
    String normal =
        options.normalisation().apply(image, options.channels(), new ScriptPixels(source, shape));
    ScriptLayers layers = new ScriptLayers(source, false);
    network.plan().logits(layers, new ScriptLayers.Value(normal, shape));
    List<String> results = new ArrayList<>();
    results.add(source.add("torch.matmul", layers.marked(Point.BOXES).name(), toCorners(source)));
    results.add(layers.marked(Point.SCORES).name());
    if (selects) {
      results.add(source.add("self." + ScriptSuppression.SELECTED, results.toArray()));
    }
    source.method("forward", IMAGE, results);
  }

  /** What makes left, top, right and bottom of centre, width and height. */
  private static String toCorners(ScriptSource source) {
    return source.constant(
        false, new long[] {4, 4}, 1, 0, 1, 0, 0, 1, 0, 1, -.5, 0, .5, 0, 0, -.5, 0, .5);
  }

  private static String facts(Network network, List<String> classes, Map<String, String> others) {
    NetworkOptions options = network.plan().options();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("notice", ExportFacts.NOTICE);
    facts.put("classes", classes);
    facts.put("input", List.of(options.channels(), options.inputSize(), options.inputSize()));
    new TreeMap<>(others).forEach(facts::putIfAbsent);
    return Json.indented(facts);
  }
}
