package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.Interruption;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.duplicate.Appearance;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.duplicate.CopySearch;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.VisiblePart;
import org.jspecify.annotations.Nullable;

/**
 * What decoding tells about copies among images, whatever their files are.
 *
 * @param contents file and pixels of each image that was decoded, by its name
 * @param near the pairs of images that are one another's copy re-encoded, resized, turned, mirrored
 *     or shifted a little; may hold pairs of identical pixels too
 * @param faceless the decoded images that are too even or too small to be told from others, sorted
 * @param visible how much is to be seen of each decoded image, by its name
 * @param blank why there is nothing to see in the decoded images that show nothing, which nobody
 *     trains on or evaluates, by their names
 */
public record ImageCopies(
    Map<String, ImageContent> contents,
    List<CopyPair> near,
    List<String> faceless,
    Map<String, VisiblePart> visible,
    Map<String, ImageFlaw> blank) {

  /** Of images that were not decoded. */
  public static final ImageCopies NONE =
      new ImageCopies(Map.of(), List.of(), List.of(), Map.of(), Map.of());

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public ImageCopies {
    contents = Map.copyOf(contents);
    near = List.copyOf(near);
    faceless = List.copyOf(faceless);
    visible = Map.copyOf(visible);
    blank = Map.copyOf(blank);
  }

  /**
   * Returns whether an image can be trained on and evaluated: it can be decoded and shows
   * something.
   *
   * @param image the image's name
   */
  public boolean usable(String image) {
    return contents.containsKey(image) && !blank.containsKey(image);
  }

  /** {@return the same without near-duplicates: identical pixels alone are copies} */
  ImageCopies identical() {
    return new ImageCopies(contents, List.of(), faceless, visible, blank);
  }

  /**
   * Finds the copies among images that were decoded already.
   *
   * @param images the images
   * @param sha256 the hash of each image's file, by its name
   * @param store their pixels; images that it lacks are left out
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static ImageCopies of(
      Collection<CellImage> images, Map<String, String> sha256, CellStore store) {
    return of(images, sha256, store, WorkProgress.NONE);
  }

  /**
   * Finds the copies among images that were decoded already.
   *
   * @param images the images
   * @param sha256 the hash of each image's file, by its name
   * @param store their pixels; images that it lacks are left out
   * @param progress is told how far it has come
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static ImageCopies of(
      Collection<CellImage> images,
      Map<String, String> sha256,
      CellStore store,
      WorkProgress progress) {
    return of(
        images,
        sha256,
        image -> store.contains(image.name()) ? store.get(image.name()) : null,
        progress.counter(WorkProgress.Step.DESCRIBING, images.size()),
        progress);
  }

  /**
   * Decodes the images of a data set one by one, on all processors, and finds the copies.
   *
   * @param dataset the data set
   * @param sha256 the hash of each image's file, by its name; images without one are left out
   * @param problems takes a line for each image that can't be decoded, from any thread
   * @param progress is told how far it has come
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static ImageCopies decoded(
      Dataset dataset,
      Map<String, String> sha256,
      Consumer<String> problems,
      WorkProgress progress) {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    List<CellImage> hashed =
        dataset.images().stream().filter(image -> sha256.containsKey(image.name())).toList();
    return of(
        hashed,
        sha256,
        image -> {
          CellStore.Decoded one = CellStore.decode(dataset, image, decoder);
          if (one.problem() != null) {
            problems.accept(one.problem());
          }
          return one.pixels();
        },
        progress.counter(WorkProgress.Step.READING, hashed.size()),
        progress);
  }

  private static ImageCopies of(
      Collection<CellImage> images,
      Map<String, String> sha256,
      Function<CellImage, @Nullable CellPixels> pixelsOf,
      Runnable done,
      WorkProgress progress) {
    Map<String, ImageContent> contents = new ConcurrentHashMap<>();
    Map<String, Appearance> looks = new ConcurrentHashMap<>();
    List<String> faceless = Collections.synchronizedList(new ArrayList<>());
    Map<String, VisiblePart> visible = new ConcurrentHashMap<>();
    Map<String, ImageFlaw> blank = new ConcurrentHashMap<>();
    Interruption interruption = Interruption.ofThisThread();
    images.parallelStream()
        .forEach(
            image -> {
              interruption.check("looking for copies");
              CellPixels pixels = pixelsOf.apply(image);
              if (pixels != null) {
                String name = image.name();
                String file = Objects.requireNonNull(sha256.get(name), name);
                contents.put(name, ImageContent.of(file, pixels));
                VisiblePart part = VisiblePart.of(pixels);
                visible.put(name, part);
                ImageFlaw.of(pixels, part).ifPresent(flaw -> blank.put(name, flaw));
                Appearance look = Appearance.of(pixels);
                if (look == null) {
                  faceless.add(name);
                } else {
                  looks.put(name, look);
                }
              }
              done.run();
            });
    return new ImageCopies(
        contents,
        CopySearch.pairs(looks, progress),
        faceless.stream().sorted().toList(),
        visible,
        blank);
  }
}
