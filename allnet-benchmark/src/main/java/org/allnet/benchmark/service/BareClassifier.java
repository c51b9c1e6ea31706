package org.allnet.benchmark.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;

/** The classifier alone, from the bytes of image files to answers. */
final class BareClassifier {

  private static final int BATCH = 32;

  private final Classifier classifier;
  private final List<byte[]> images;

  BareClassifier(Classifier classifier, List<byte[]> images) {
    this.classifier = classifier;
    this.images = images;
  }

  /** One image after another. */
  Loops.Closed alone(Duration length) {
    return Loops.closed(
        1, length, i -> classifier.classify(images.get(i % images.size()), "picture"));
  }

  /** Many images together, as many at once as it likes; answers a second. */
  double together(Duration length) {
    List<ImageSource> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(new InMemory(images.get(i % images.size())));
    }
    long start = System.nanoTime();
    int done = 0;
    do {
      classifier.classifyAll(
          batch,
          new BatchListener() {
            @Override
            public void classified(Classification answer) {}

            @Override
            public void failed(FailedImage image) {
              throw new RunException("benchmark: a picture can't be read: " + image.reason());
            }
          });
      done += BATCH;
    } while (System.nanoTime() - start < length.toNanos());
    return done / ((System.nanoTime() - start) / 1e9);
  }

  private record InMemory(byte[] bytes) implements ImageSource {

    @Override
    public String name() {
      return "picture";
    }

    @Override
    public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
      return decoder.decode(bytes, name(), notes);
    }
  }
}
