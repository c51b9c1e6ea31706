package org.allnet.benchmark.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.engine.device.ComputeDevice;

/** ALLNet's detector as users have it. */
final class OwnDetector implements FieldDetection.Finder {

  private final Detector detector;

  OwnDetector(WorkOrder order) {
    ComputeDevice.of(order.device()).setThreads(order.threads());
    detector = Detector.open(order.model(), order.device());
  }

  @Override
  public List<Detection> find(FieldPixels field) {
    return detector.detect(field);
  }

  @Override
  public <R> List<R> all(List<Path> files, Function<Path, R> program) {
    return detector.sideBySide(files, program);
  }

  @Override
  public int classes() {
    return detector.classes().size();
  }

  @Override
  public void close() {
    detector.close();
  }
}
