package org.allnet.export.onnx;

import static org.allnet.export.onnx.OnnxGraph.whole;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.image.segmentation.SaturationCut;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.TensorSpec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes a model as an ONNX file (opset {@value #OPSET}) that other engines run.
 *
 * <p>The graph takes {@value #INPUT}, float32 (batch, 3, size, size): RGB in [0,1], black if there
 * is no cell, the batch of any length. It gives {@value #LOGITS} and {@value #PROBABILITIES}, both
 * (batch, classes); the probabilities are calibrated if the model is. The layers are in the order
 * of the paper: convolution, ReLU, pool, batch norm.
 */
public final class OnnxExport {

  /** The graph's input. */
  public static final String INPUT = "image";

  /** The output in front of the softmax. */
  public static final String LOGITS = "logits";

  /** The output behind the softmax. */
  public static final String PROBABILITIES = "probabilities";

  static final int OPSET = 17;
  static final int FORMAT = 8;

  /** What a single ONNX file can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

  private OnnxExport() {}

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param model the model
   * @param segmentation whether the graph segments its input as the model's description says; else
   *     it wants segmented images
   * @throws RunException if the model is transductive, or several networks, views or learners
   *     answer, or the weights take more than the 2 GB that one ONNX file holds, or the file can't
   *     be written
   */
  public static void write(Path file, ModelFile model, boolean segmentation) {
    ModelDescription description = model.description();
    PredictionPipeline pipeline = description.pipeline();
    if (description.transductive()) {
      throw RunException.in(
          file,
          "the model is transductive: its images correct each other's labels, and an ONNX file answers each by itself, so that its metrics would not be the model's; export a model without correction = neighbourhood");
    }
    if (model.networks().size() != 1
        || !pipeline.learners().isEmpty()
        || !pipeline.views().equals(PredictionPipeline.PLAIN.views())) {
      throw RunException.in(
          file,
          "the model is %s, views %s; an ONNX file holds one network that looks once"
              .formatted(description.makeUp(), pipeline.views().text()));
    }
    Network network = model.networks().get(0);
    long bytes = 4 * network.plan().parameters();
    if (bytes > MOST_BYTES) {
      throw RunException.in(
          file,
          "the model's %d MB of weights do not fit into one ONNX file, which holds 2048"
              .formatted(bytes >> 20));
    }
    SegmentationMode mode = segmentation ? description.segmentation() : SegmentationMode.NONE;
    try (PointerScope scope = new PointerScope()) {
      OnnxGraph graph = new OnnxGraph(network.plan().architecture().name());
      weights(graph, network, layers(graph, network, mode, description));
      ModelProto whole = model(graph, description, mode);
      AtomicFile.write(file, whole::writeTo);
    }
  }

  /** The tensors' own memory, in row-major order; valid until the scope ends. */
  static void weights(OnnxGraph graph, Network network, Set<String> used) {
    Map<String, Tensor> tensors = network.tensors();
    for (TensorSpec spec : network.plan().tensors()) {
      if (!used.contains(spec.name())) {
        continue; // an auxiliary head's
      }
      Tensor tensor = Objects.requireNonNull(tensors.get(spec.name()), spec.name());
      Tensor host = tensor.detach().to(Tensors.cpu(), ScalarType.Float).contiguous();
      BytePointer memory = new BytePointer(host.data_ptr());
      ByteBuffer buffer = memory.capacity(4 * spec.elements()).asByteBuffer();
      graph.weights(spec.name(), spec.shape(), buffer);
    }
  }

  /** {@return the names of the weights that are used} */
  private static Set<String> layers(
      OnnxGraph graph, Network network, SegmentationMode mode, ModelDescription description) {
    NetworkOptions options = network.plan().options();
    boolean stacking = description.input().stacked() && mode != SegmentationMode.NONE;
    Shape shape = Shape.map(options.channels(), options.inputSize(), options.inputSize());
    Shape given = stacking ? Shape.map(3, options.inputSize(), options.inputSize()) : shape;
    String image = graph.input(INPUT, given.axes().stream().map(Integer::longValue).toList());
    OnnxPixels pixels = new OnnxPixels(graph, shape);
    OnnxPixels.Value x = pixels.images(image);
    if (mode != SegmentationMode.NONE) {
      x = pixels.multiply(x, SaturationCut.of(mode, x, pixels).mask());
    }
    if (stacking) {
      x =
          pixels.images(
              graph.add("Concat", node -> node.addAttribute(whole("axis", 1)), image, x.name()));
    }
    x = options.normalisation().apply(x, options.channels(), pixels);
    OnnxLayers layers = new OnnxLayers(graph);
    OnnxLayers.Value out = network.plan().logits(layers, new OnnxLayers.Value(x.name(), shape));
    String logits = graph.named(LOGITS, "Identity", node -> node, out.name());
    double temperature = description.rule().scaling().temperature();
    String scaled = temperature == 1 ? logits : graph.add("Div", logits, graph.number(temperature));
    graph.named(PROBABILITIES, "Softmax", node -> node.addAttribute(whole("axis", 1)), scaled);
    long classes = options.classes();
    graph.output(PROBABILITIES, List.of(classes));
    graph.output(LOGITS, List.of(classes));
    return layers.used();
  }

  private static ModelProto model(
      OnnxGraph graph, ModelDescription description, SegmentationMode mode) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("ALLNet")
            .setDocString("Research use only: not a medical device.")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph.graph());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("recipe", description.recipe());
    facts.put("classes", String.join(",", description.classes()));
    facts.put("positive", description.positive());
    facts.put("normalisation", "in the graph");
    facts.put("segmentation", description.segmentation().key());
    facts.put("segmentation_in_graph", mode.key());
    facts.put("crop", String.valueOf(description.input().crop()));
    facts.put("protocol", description.provenance().keptApartKey());
    facts.put("transductive", String.valueOf(description.transductive()));
    facts.put("foreignWeights", String.valueOf(description.provenance().foreignWeights()));
    facts.put("synthetic", String.valueOf(description.provenance().synthetic()));
    provenance(facts, description.provenance());
    OperatingPoint point = description.rule().point();
    if (point != null) {
      facts.put("threshold", Double.toString(point.threshold()));
    }
    ReferBand band = description.rule().band();
    if (band != null) {
      facts.put("refer_band", band.low() + "," + band.high());
    }
    facts.put("temperature", Double.toString(description.rule().scaling().temperature()));
    facts.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  /** Where the weights and the decision rule come from, as far as the model file says it. */
  private static void provenance(Map<String, String> facts, Provenance from) {
    facts.putAll(from.facts());
    facts.putIfAbsent("split", "");
    String chosen = from.ruleChosen();
    facts.put("rule_chosen_anew", chosen == null ? "false" : chosen);
    facts.put("split_protocol", from.protocol().key());
    facts.put("earlier", String.join(",", from.earlier()));
    facts.put(
        "begun_with",
        from.begunWith().stream()
            .map(weights -> weights.sha256() + " " + weights.file())
            .collect(Collectors.joining("\n")));
    facts.put("fold", Integer.toString(from.fold()));
    facts.put("folds", Integer.toString(from.folds()));
    new TreeMap<>(from.images())
        .forEach((role, count) -> facts.put("images_" + role, Integer.toString(count)));
  }
}
