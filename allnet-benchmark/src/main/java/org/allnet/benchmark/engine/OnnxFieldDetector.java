package org.allnet.benchmark.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.box.FieldTensors;
import org.allnet.detect.box.FoundBoxes;
import org.allnet.detect.box.Letterbox;
import org.allnet.detect.box.SideBySide;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.evaluation.detection.Detection;
import org.allnet.export.onnx.OnnxDetector;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.inference.engine.device.ComputeDevice;

/** ONNX Runtime on the exported detector; what is before and after the network is ALLNet's. */
final class OnnxFieldDetector implements FieldDetection.Finder {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final ComputeDevice device;
  private final DetectorDescription description;
  private final boolean sideBySide;
  private final OrtSession session;

  OnnxFieldDetector(WorkOrder order) {
    device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    description = DetectorFile.describe(order.model());
    sideBySide = order.system() == Competitor.ONNX_SIDE_BY_SIDE;
    session = OrtInference.session(order, sideBySide ? 1 : order.threads());
  }

  @Override
  public List<Detection> find(FieldPixels field) {
    int side = description.inputSize();
    float[] pixels = FieldTensors.planes(field, side, device);
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(pixels), new long[] {1, 3, side, side});
        OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
      float[] boxes = numbers(result, OnnxDetector.BOXES);
      centred(boxes);
      List<Double> points = description.operatingPoints();
      return description
          .suppression()
          .of(
              FoundBoxes.of(
                  boxes,
                  numbers(result, OnnxDetector.SCORES),
                  classes(),
                  description.suppression().leastScore(points),
                  new Letterbox(field.width(), field.height(), side)),
              points);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <R> List<R> all(List<Path> files, Function<Path, R> program) {
    return sideBySide
        ? SideBySide.of(device, files, program)
        : FieldDetection.Finder.super.all(files, program);
  }

  private static float[] numbers(OrtSession.Result result, String output) {
    FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
    float[] numbers = new float[buffer.remaining()];
    buffer.get(numbers);
    return numbers;
  }

  /** From left, top, right and bottom to centre, width and height. */
  private static void centred(float[] boxes) {
    for (int i = 0; i < boxes.length; i += 4) {
      float width = boxes[i + 2] - boxes[i];
      float height = boxes[i + 3] - boxes[i + 1];
      boxes[i] += width / 2;
      boxes[i + 1] += height / 2;
      boxes[i + 2] = width;
      boxes[i + 3] = height;
    }
  }

  @Override
  public int classes() {
    return description.classes().size();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
