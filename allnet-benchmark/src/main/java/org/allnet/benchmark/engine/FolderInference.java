package org.allnet.benchmark.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.RunException;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.inference.ClassificationJob;
import org.allnet.inference.Classifier;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.pixels.DecodedCells;
import org.allnet.inference.image.pixels.NamedCell;

/**
 * All image files as {@code allnet predict} does them, or the same job on images that lie decoded
 * in memory.
 */
final class FolderInference implements Engine {

  private final Classifier classifier;
  private final boolean decoded;
  private final List<ImageFiles.Named> files = new ArrayList<>();
  private final List<NamedCell> cells = new ArrayList<>();

  FolderInference(WorkOrder order) {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    classifier = Classifier.load(order.model(), device);
    decoded = order.system() == Competitor.DECODED;
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    try {
      for (String line : Files.readAllLines(order.images())) {
        files.add(new ImageFiles.Named(line, Path.of(line)));
        if (decoded) {
          cells.add(new NamedCell(line, decoder.decode(Path.of(line))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail(NamedCell cell, Throwable failure) {
    throw new RunException(cell.name() + ": classifying failed: " + failure, failure);
  }

  @Override
  public void load(List<LabelledCell> batch) {}

  @Override
  public List<double[]> run() {
    if (decoded) {
      ClassificationJob.run(cells, classifier, cell -> {}, FolderInference::fail);
    } else {
      try (DecodedCells decoding =
          new DecodedCells(files, new ImageDecoder(DecodeLimits.DEFAULTS))) {
        ClassificationJob.run(decoding, classifier, cell -> {}, FolderInference::fail);
      }
    }
    return List.of();
  }

  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds / files.size();
  }

  @Override
  public void close() {
    classifier.close();
  }
}
