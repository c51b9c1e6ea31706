package org.allnet.data.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.JavaMemory;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Decoded images in memory, each cropped to its non-black window, within a bound. Immutable and
 * thread-safe once loaded.
 *
 * <p>C-NMC's final images are 600x600 and are cut to the 450x450 in their middle, as all others of
 * that set are.
 */
public final class CellStore {

  /** Java's own bytes for an image beside its pixels. */
  private static final int OVERHEAD = 128;

  private static final int BATCH = 256;

  private final Map<String, CellPixels> cells;
  private final List<Decoded> undecoded;
  private final List<String> notes;
  private final long bytes;

  private CellStore(
      Map<String, CellPixels> cells, List<Decoded> undecoded, List<String> notes, long bytes) {
    this.cells = cells;
    this.undecoded = List.copyOf(undecoded);
    this.notes = List.copyOf(notes);
    this.bytes = bytes;
  }

  /**
   * Decodes images on all processors.
   *
   * @param dataset where they come from
   * @param images which to decode
   * @param decoder how
   * @param maxBytes how much memory they may take
   * @return the images that could be decoded; the others are among the {@link #problems}
   * @throws RunException if they do not fit, or one of them can't be decoded for want of memory
   * @throws org.allnet.data.RunException if the calling thread is interrupted
   */
  public static CellStore load(
      Dataset dataset, List<CellImage> images, ImageDecoder decoder, long maxBytes) {
    return load(dataset, images, decoder, maxBytes, WorkProgress.NONE);
  }

  /**
   * Decodes images on all processors.
   *
   * @param dataset where they come from
   * @param images which to decode
   * @param decoder how
   * @param maxBytes how much memory they may take
   * @param progress is told how far it has come
   * @return the images that could be decoded; the others are among the {@link #problems}
   * @throws RunException as {@link #load(Dataset, List, ImageDecoder, long)}
   * @throws org.allnet.data.RunException if the calling thread is interrupted
   */
  public static CellStore load(
      Dataset dataset,
      List<CellImage> images,
      ImageDecoder decoder,
      long maxBytes,
      WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, images.size());
    Map<String, CellPixels> cells = new HashMap<>();
    List<Decoded> undecoded = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    AtomicLong bytes = new AtomicLong();
    AtomicInteger done = new AtomicInteger();
    Interruption interruption = Interruption.ofThisThread();
    for (int start = 0; start < images.size(); start += BATCH) {
      List<CellImage> batch = images.subList(start, Math.min(images.size(), start + BATCH));
      List<Decoded> decoded =
          batch.parallelStream()
              .map(
                  image -> {
                    interruption.check("decoding, after " + Counted.of(done.get(), "image"));
                    // Each counts as soon as it is there: a batch of large images can be too much.
                    Decoded one = decode(dataset, image, decoder);
                    int known = done.incrementAndGet();
                    counter.run();
                    long sum = bytes.addAndGet(one.pixels() == null ? 0 : bytes(one.pixels()));
                    if (sum > maxBytes) {
                      throw tooMany(dataset, images.size(), sum, known, maxBytes);
                    }
                    return one;
                  })
              .toList();
      for (Decoded one : decoded) {
        if (one.note() != null) {
          notes.add(one.note());
        }
        if (one.pixels() == null) {
          undecoded.add(one);
        } else {
          cells.put(one.image().name(), one.pixels());
        }
      }
    }
    return new CellStore(cells, undecoded, notes, bytes.get());
  }

  private static long bytes(CellPixels pixels) {
    return pixels.rgb().length + (long) OVERHEAD;
  }

  private static RunException tooMany(
      Dataset dataset, int images, long bytes, int known, long maxBytes) {
    long needed = (long) Math.ceil((double) bytes / known * images);
    return RunException.in(
        dataset.root().toString(),
        Sentence.of(
            "its %s about %d MiB of Java's memory, estimated from %d of them, and %d MiB are allowed for decoded images; %s or use fewer images",
            Counted.of(images, "image").then("needs", "need"),
            (needed >> 20) + 1,
            known,
            maxBytes >> 20,
            JavaMemory.toHold(needed)),
        null);
  }

  /**
   * Decodes one image of a data set.
   *
   * @param dataset where it comes from
   * @param image which
   * @param decoder how
   * @return its pixels, or what is wrong with it
   */
  public static Decoded decode(Dataset dataset, CellImage image, ImageDecoder decoder) {
    try {
      List<String> notes = new ArrayList<>();
      CellPixels pixels = decoder.decode(image.file(), notes::add);
      return new Decoded(
          image,
          CnmcFrame.of(pixels, CnmcPart.of(dataset, image)),
          null,
          notes.isEmpty() ? null : notes.get(0));
    } catch (InputException e) {
      return new Decoded(image, null, e.getMessage(), null);
    }
  }

  /**
   * An image, decoded or not.
   *
   * @param image which
   * @param pixels its pixels, absent if it could not be decoded
   * @param problem what is wrong with it, absent if it could
   * @param note what had to be chosen while reading it, absent if nothing
   */
  public record Decoded(
      CellImage image,
      @Nullable CellPixels pixels,
      @Nullable String problem,
      @Nullable String note) {}

  /**
   * The pixels of an image.
   *
   * @param imageName its name in the data set
   * @return its pixels
   * @throws InputException if it was not loaded or could not be decoded
   */
  public CellPixels get(String imageName) {
    CellPixels pixels = cells.get(imageName);
    if (pixels == null) {
      throw InputException.in(
          imageName, "is not among the decoded images; see the problems reported with them");
    }
    return pixels;
  }

  /** {@return whether the image was decoded} */
  public boolean contains(String imageName) {
    return cells.containsKey(imageName);
  }

  /**
   * The images after a change of each.
   *
   * @param change makes an image of another; of the same pixels it makes the same object
   * @return a store of the same names; this one if nothing changed
   */
  public CellStore each(UnaryOperator<CellPixels> change) {
    Map<String, CellPixels> changed = new HashMap<>();
    boolean different = false;
    long size = 0;
    for (Map.Entry<String, CellPixels> named : cells.entrySet()) {
      CellPixels one = change.apply(named.getValue());
      different |= one != named.getValue();
      changed.put(named.getKey(), one);
      size += bytes(one);
    }
    return different ? new CellStore(changed, undecoded, notes, size) : this;
  }

  /** {@return how many images it holds} */
  public int size() {
    return cells.size();
  }

  /** {@return the memory that the images take, in bytes} */
  public long bytes() {
    return bytes;
  }

  /** {@return the images that could not be decoded, a line each} */
  public List<String> problems() {
    return undecoded.stream().map(one -> String.valueOf(one.problem())).toList();
  }

  /** {@return why an image could not be decoded, by its name; in the images' order} */
  public Map<String, String> undecoded() {
    Map<String, String> reasons = new LinkedHashMap<>();
    undecoded.forEach(
        one ->
            reasons.put(
                one.image().name(),
                ImageDecoder.reason(one.image().file().toString(), String.valueOf(one.problem()))));
    return reasons;
  }

  /**
   * {@return what had to be chosen while reading images, such as one of several pages; a line each}
   */
  public List<String> notes() {
    return notes;
  }
}
