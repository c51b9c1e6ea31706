package org.allnet.service.work.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.scale.FieldScale;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.work.intake.ReceivedFiles.Received;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;

/** Decodes the pictures of requests and stores their pixels, several at a time. Thread-safe. */
final class PictureReading {

  private static final int MOST_THREADS = 4;

  private final StoredPictures stored;
  private final Thumbnails thumbnails;
  private final DecodeLimits limits;
  private final ExecutorService threads;

  PictureReading(StoredPictures stored, Thumbnails thumbnails, DecodeLimits limits) {
    this.stored = stored;
    this.thumbnails = thumbnails;
    this.limits = limits;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
            work -> {
              Thread thread = new Thread(work, "allnet-intake-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  private sealed interface Outcome {
    record Good(TakenPictures.OnePicture picture) implements Outcome {}

    record Bad(RefusedFile file) implements Outcome {}
  }

  TakenPictures read(ReceivedFiles received, Picture.Kind kind) {
    List<Future<Outcome>> futures = new ArrayList<>();
    for (Received one : received.received()) {
      futures.add(threads.submit(() -> read(one, kind, received.isSynthetic(one))));
    }
    List<TakenPictures.OnePicture> pictures = new ArrayList<>();
    List<RefusedFile> refused = new ArrayList<>(received.refused());
    try {
      for (Future<Outcome> future : futures) {
        Outcome outcome = future.get();
        if (outcome instanceof Outcome.Good good) {
          pictures.add(good.picture());
        } else if (outcome instanceof Outcome.Bad bad) {
          refused.add(bad.file());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("intake: was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new RunException("intake: pictures can't be read", e);
    } finally {
      futures.forEach(future -> future.cancel(false));
    }
    refused.sort(Comparator.comparingInt(RefusedFile::number));
    return new TakenPictures(pictures, refused);
  }

  private Outcome read(Received one, Picture.Kind kind, boolean synthetic) {
    try {
      List<String> notes = new ArrayList<>();
      StoredPictures.Taken taken =
          stored.take(one.file(), one.file().toString(), limits, notes::add);
      if (kind == Picture.Kind.CELL) {
        Picture picture =
            new Picture(
                Id.Picture.fresh(),
                Id.Case.fresh(),
                Optional.of(taken.content()),
                taken.width(),
                taken.height(),
                kind,
                Optional.empty(),
                synthetic);
        thumbnails.make(picture, taken.pixels(), new Cell.Box(0, 0, taken.width(), taken.height()));
      }
      return new Outcome.Good(
          new TakenPictures.OnePicture(
              one.name(),
              taken.content(),
              taken.width(),
              taken.height(),
              scale(one),
              notes,
              synthetic));
    } catch (InputException e) {
      String reason = ImageDecoder.reason(one.file().toString(), String.valueOf(e.getMessage()));
      return new Outcome.Bad(new RefusedFile(one.number(), one.name(), reason));
    }
  }

  /** What a file says of its scale, which is not in the picture that is stored. */
  private static Optional<FieldLook.Scale> scale(Received one) {
    return PixelSize.of(one.file())
        .map(size -> FieldScale.ofMetadata(size.micrometres(), size.source()))
        .map(scale -> new FieldLook.Scale(scale.redCell(), scale.words()));
  }
}
