package org.allnet.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.HalfWeights;
import org.allnet.inference.network.architecture.Network;
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
 * float32 (batch, classes); the probabilities are calibrated if the model is. The layers are in the
 * order of the paper: convolution, ReLU, pool, batch norm.
 */
public final class OnnxExport {

  /** The graph's input. */
  public static final String INPUT = "image";

  /** The output in front of the softmax. */
  public static final String LOGITS = "logits";

  /** The output behind the softmax. */
  public static final String PROBABILITIES = "probabilities";

  /** The version of ONNX's operations. */
  public static final int OPSET = 17;

  static final int FORMAT = 8;

  /** What a single ONNX file can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

  private OnnxExport() {}

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param program the model's steps
   * @param half whether convolutions and dense layers have their weights in float16 and compute in
   *     it; everything between them stays float32
   * @throws RunException if {@link ExportRule} refuses the model, or the weights take more than the
   *     2 GB that one ONNX file holds, a weight is too large for float16 if {@code half}, or the
   *     file can't be written
   */
  public static void write(Path file, ModelProgram program, boolean half) {
    ExportRule.require(file, program.description());
    long numbers =
        program.model().networks().stream().mapToLong(each -> each.plan().parameters()).sum();
    long bytes = (half ? 2 : 4) * numbers;
    if (bytes > MOST_BYTES) {
      throw RunException.in(
          file,
          "the model's %d MB of weights do not fit into one ONNX file, which holds 2048"
              .formatted(bytes >> 20));
    }
    try (PointerScope scope = new PointerScope()) {
      List<Network> networks = program.model().networks();
      OnnxGraph graph = new OnnxGraph(networks.get(0).plan().architecture().name());
      OnnxProgram written = new OnnxProgram(graph, program, half);
      written.write();
      for (int i = 0; i < networks.size(); i++) {
        String prefix = program.prefix(i);
        weights(
            graph, networks.get(i), prefix.isEmpty() ? "" : prefix + ".", written.layers().used());
      }
      ModelProto whole = model(graph, program);
      AtomicFile.write(file, whole::writeTo);
    }
  }

  /**
   * The tensors' own memory, in row-major order; valid until the scope ends.
   *
   * @param prefix what is before their names in the graph
   * @param used which of them the graph has, by their names in it, and whether in float16
   * @throws RunException if a weight is too large for float16
   */
  static void weights(OnnxGraph graph, Network network, String prefix, Map<String, Boolean> used) {
    Map<String, Tensor> tensors = network.tensors();
    for (TensorSpec spec : network.plan().tensors()) {
      Boolean half = used.get(prefix + spec.name());
      if (half == null) {
        continue; // an auxiliary head's
      }
      Tensor tensor = Objects.requireNonNull(tensors.get(spec.name()), spec.name());
      Tensor host =
          half
              ? HalfWeights.of(spec.name(), tensor)
              : tensor.detach().to(Tensors.cpu(), ScalarType.Float).contiguous();
      BytePointer memory = new BytePointer(host.data_ptr());
      ByteBuffer buffer = memory.capacity((half ? 2 : 4) * spec.elements()).asByteBuffer();
      graph.weights(prefix + spec.name(), spec.shape(), buffer, half);
    }
  }

  private static ModelProto model(OnnxGraph graph, ModelProgram program) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("ALLNet")
            .setDocString(ExportFacts.NOTICE)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph.graph());
    ExportFacts.of(program)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
