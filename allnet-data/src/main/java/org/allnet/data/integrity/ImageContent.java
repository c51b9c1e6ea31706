package org.allnet.data.integrity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.VisiblePart;
import org.jspecify.annotations.Nullable;

/**
 * What an image is, whatever it is called and wherever it lies: its file and, for a copy that was
 * saved in another lossless format or with a wider black border, its pixels. An image with nothing
 * in it, black or of one colour, can't be told from any other by its pixels: it is known by its
 * file alone.
 *
 * @param file SHA-256 of the file, lower-case hex
 * @param pixels SHA-256 of size and pixels of the window that is not black, lower-case hex; absent
 *     if all of the window is of one colour
 */
public record ImageContent(String file, @Nullable String pixels) {

  /**
   * The content of an image that was decoded.
   *
   * @param file SHA-256 of its file, lower-case hex
   * @param pixels its pixels
   * @return both hashes; that of the file alone if nothing is in the image
   */
  public static ImageContent of(String file, CellPixels pixels) {
    if (pixels.isEven()) {
      return new ImageContent(file, null);
    }
    MessageDigest digest = ImageHashes.newDigest();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(pixels.height())
            .putInt(pixels.width())
            .array());
    digest.update(pixels.rgb());
    return new ImageContent(file, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The contents of images that were decoded.
   *
   * @param images the images
   * @param sha256 the hash of each image's file, by its name
   * @param store their pixels; images that it lacks are left out
   * @return their contents, by their names
   */
  public static Map<String, ImageContent> of(
      List<CellImage> images, Map<String, String> sha256, CellStore store) {
    return images.parallelStream()
        .map(CellImage::name)
        .filter(store::contains)
        .collect(
            Collectors.toMap(
                Function.identity(),
                name -> of(Objects.requireNonNull(sha256.get(name), name), store.get(name))));
  }

  /**
   * The contents of those of a data set's images that can be trained on and judged: they can be
   * decoded and there is something to see. They are decoded one by one on all processors.
   *
   * @param dataset the data set
   * @param sha256 the hash of each image's file, by its name
   * @return the contents, by the images' names
   */
  public static Map<String, ImageContent> usable(Dataset dataset, Map<String, String> sha256) {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    Map<String, ImageContent> contents = new ConcurrentHashMap<>();
    dataset.images().parallelStream()
        .forEach(
            image -> {
              CellPixels pixels = CellStore.decode(dataset, image, decoder).pixels();
              if (pixels != null && VisiblePart.isEnoughOf(pixels)) {
                String file = Objects.requireNonNull(sha256.get(image.name()), image.name());
                contents.put(image.name(), of(file, pixels));
              }
            });
    return contents;
  }
}
