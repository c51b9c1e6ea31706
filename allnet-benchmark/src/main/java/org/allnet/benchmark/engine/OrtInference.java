package org.allnet.benchmark.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.export.onnx.OnnxExport;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's Java interface on the exported model; the images lie ready as float32 tensors. */
final class OrtInference implements Engine {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int side;
  private @Nullable OnnxTensor input;

  OrtInference(WorkOrder order) {
    side = order.network().inputSize();
    session = session(order, order.threads());
  }

  /** The exported file with so many threads for an operation and all optimisations. */
  static OrtSession session(WorkOrder order, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return OrtEnvironment.getEnvironment().createSession(order.onnx().toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void load(List<LabelledCell> batch) {
    try {
      close(input);
      float[] values = PlanarImages.of(batch, side);
      FloatBuffer direct =
          ByteBuffer.allocateDirect(4 * values.length)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer()
              .put(values)
              .rewind();
      input =
          OnnxTensor.createTensor(environment, direct, new long[] {batch.size(), 3, side, side});
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(@Nullable OnnxTensor tensor) {
    if (tensor != null) {
      tensor.close();
    }
  }

  @Override
  public List<double[]> run() {
    OnnxTensor images = java.util.Objects.requireNonNull(input);
    try (OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, images))) {
      float[][] rows = (float[][]) result.get(OnnxExport.PROBABILITIES).orElseThrow().getValue();
      List<double[]> probabilities = new ArrayList<>();
      for (float[] row : rows) {
        double[] wide = new double[row.length];
        for (int k = 0; k < row.length; k++) {
          wide[k] = row[k];
        }
        probabilities.add(wide);
      }
      return probabilities;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      close(input);
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
