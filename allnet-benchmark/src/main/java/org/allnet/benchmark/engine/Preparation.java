package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.segmentation.PreparationTrial;

/** Image files to segmented frames, ready for a network: read, decoded, cropped, cut out. */
final class Preparation implements Engine {

  private final ComputeDevice device;
  private final int inputSize;
  private final int batch;
  private final List<ImageFiles.Named> files;

  Preparation(WorkOrder order) {
    device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    inputSize = order.network().inputSize();
    batch = order.batch();
    files =
        order.images().stream().map(file -> new ImageFiles.Named(file.toString(), file)).toList();
  }

  @Override
  public void load(List<LabelledCell> batch) {}

  @Override
  public List<double[]> run() {
    try (DecodedCells decoding = new DecodedCells(files, new ImageDecoder(DecodeLimits.DEFAULTS))) {
      PreparationTrial.run(decoding, SegmentationMode.STRETCHED, inputSize, batch, device);
    }
    return List.of();
  }

  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds / files.size();
  }

  @Override
  public void close() {}
}
