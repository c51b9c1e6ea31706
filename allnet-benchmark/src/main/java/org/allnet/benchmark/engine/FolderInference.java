package org.allnet.benchmark.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;

/**
 * All image files as {@code allnet predict} does them, or the same job on images that lie decoded
 * in memory.
 */
final class FolderInference implements Engine {

  private final Classifier classifier;
  private final boolean decoded;
  private final List<ImageFiles.Named> files = new ArrayList<>();
  private final List<ImageSource> cells = new ArrayList<>();

  FolderInference(WorkOrder order) {
    classifier =
        Classifier.builder(order.model()).device(order.device()).threads(order.threads()).open();
    decoded = order.system() == Competitor.DECODED;
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    for (Path file : order.images()) {
      files.add(new ImageFiles.Named(file.toString(), file));
      if (decoded) {
        cells.add(inMemory(new NamedCell(file.toString(), decoder.decode(file))));
      }
    }
  }

  private static ImageSource inMemory(NamedCell cell) {
    return new ImageSource() {
      @Override
      public String name() {
        return cell.name();
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        return cell.pixels();
      }
    };
  }

  @Override
  public void load(List<LabelledCell> batch) {}

  @Override
  public List<double[]> run() {
    classifier.classifyAll(
        decoded ? cells : files,
        new BatchListener() {
          @Override
          public void classified(Classification cell) {}

          @Override
          public void failed(FailedImage image) {
            throw RunException.in(image.image(), image.reason(), null);
          }
        });
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
