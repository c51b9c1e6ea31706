package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.AllNetException;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageHeader;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * Decodes ordinary fields and looks at each as a whole, at several side by side before they are
 * asked for. What has to be known of a field is told as it is asked for. Not for several threads.
 */
final class FirstLooks {

  /** So many fields wait for each that is looked at, so that small and large ones balance. */
  private static final int PER_THREAD = 4;

  /** The part of the memory that Java may use, by which it is divided. */
  private static final int PART = 16;

  private static final int BYTES_PER_PIXEL = 3;

  private final Detector detector;
  private final DecodedFields decoded;
  private final long room;
  private final Map<Path, Ahead> ahead = new HashMap<>();

  FirstLooks(Detector detector, DecodedFields decoded) {
    this(detector, decoded, Runtime.getRuntime().maxMemory() / PART);
  }

  /**
   * The same with room of its own.
   *
   * @param room bytes of pixels that may wait
   */
  FirstLooks(Detector detector, DecodedFields decoded, long room) {
    this.detector = detector;
    this.decoded = decoded;
    this.room = room;
  }

  /**
   * What a field shows at a first look.
   *
   * @param image its pixels
   * @param cells what was found in the whole of it
   * @param monolayer how far it is a monolayer, if that is known
   */
  record Look(CellPixels image, List<Detection> cells, Optional<Monolayer> monolayer) {}

  /**
   * A field that was looked at before it was asked for.
   *
   * @param notes what has to be known of its pixels
   * @param look what it shows; null if it can't be read
   * @param failure why it can't be read; null if it can
   */
  private record Ahead(
      List<String> notes, @Nullable Look look, @Nullable AllNetException failure) {}

  /**
   * Looks at fields that will be asked for next: as many as may wait.
   *
   * @param files the next fields that are to be asked for; nothing is done if it is known of one
   *     what it shows
   */
  void prepare(Collection<Path> files) {
    if (detector.atOnce() < 2 || !ahead.isEmpty()) {
      return;
    }
    List<Path> next = new ArrayList<>();
    long left = room;
    for (Path file : files) {
      long bytes = bytes(file);
      if (bytes > left || next.size() == PER_THREAD * detector.atOnce()) {
        break;
      }
      left -= bytes;
      if (bytes > 0 && !next.contains(file)) {
        next.add(file);
      }
    }
    if (next.size() > 1) {
      List<Ahead> looks = detector.sideBySide(next, this::ahead);
      for (int i = 0; i < next.size(); i++) {
        ahead.put(next.get(i), looks.get(i));
      }
    }
  }

  /** Bytes of a field's pixels; 0 of what is not looked at as a whole or can't be read. */
  private static long bytes(Path file) {
    try {
      ImageHeader header = ImageHeader.read(file);
      return Math.max(header.width(), header.height()) > LargePictures.SIDE
          ? 0
          : (long) BYTES_PER_PIXEL * header.width() * header.height();
    } catch (InputException e) {
      return 0;
    }
  }

  private Ahead ahead(Path file) {
    List<String> notes = new ArrayList<>();
    try {
      return new Ahead(notes, look(file, notes::add), null);
    } catch (AllNetException e) {
      return new Ahead(notes, null, e);
    }
  }

  /**
   * Returns what a field shows.
   *
   * @param file its file
   * @param notes takes what has to be known of its pixels
   * @throws InputException if it can't be read
   */
  Look of(Path file, Consumer<String> notes) {
    Ahead known = ahead.remove(file);
    if (known == null) {
      return look(file, notes);
    }
    known.notes().forEach(notes);
    if (known.failure() != null) {
      throw known.failure();
    }
    return Objects.requireNonNull(known.look());
  }

  private Look look(Path file, Consumer<String> notes) {
    CellPixels image = decoded.decode(file, notes);
    FieldPixels pixels = FieldPixels.of(image);
    List<Detection> cells = detector.detect(pixels);
    return new Look(
        image,
        cells,
        RedCells.classOf(detector.classes())
            .flatMap(redCell -> Monolayer.of(pixels, cells, redCell)));
  }
}
