package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.ImageSource;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.ModelFacts;

/**
 * Where the images that a model is asked about come from: what each was to the model, told by its
 * file and its pixels, and how the folder is marked that it is in. Images may be decoded by several
 * threads; what else is asked comes from one, after that.
 */
public final class ImageOrigins {

  private final Map<String, Path> files = new HashMap<>();
  private final Map<FolderMark, Map<Path, Boolean>> marked = new EnumMap<>(FolderMark.class);
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final List<ImageFiles.Named> images;
  private final ModelFacts model;

  /**
   * The origins of images.
   *
   * @param images the images
   * @param model the model that is asked about them
   */
  public ImageOrigins(ImageFiles images, ModelFacts model) {
    this.images = images.images();
    this.model = model;
    images.images().forEach(image -> files.put(image.name(), image.file()));
    images.unread().forEach(one -> files.put(one.image().name(), one.image().file()));
  }

  /** {@return the images, of which each is looked at when it is decoded} */
  public List<ImageSource> watched() {
    return images.stream().map(this::watched).toList();
  }

  private ImageSource watched(ImageFiles.Named image) {
    return new ImageSource() {
      @Override
      public String name() {
        return image.name();
      }

      @Override
      public String place() {
        return image.place();
      }

      @Override
      public long pixelBytes() {
        return image.pixelBytes();
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        CellPixels pixels = image.decode(decoder, notes);
        if (model.knowsItsImages()) {
          String hash = ImageHashes.sha256(image.file());
          roles.put(image.name(), model.roleOf(hash, pixels));
        }
        return pixels;
      }
    };
  }

  /**
   * Returns what has to be said if the model knows some of the images from its training.
   *
   * @param images names of images that were decoded
   * @return a sentence without its full stop; empty if it knows none of them
   */
  public String known(List<String> images) {
    long trained = images.stream().filter(name -> roles.get(name) == Role.TRAINING).count();
    long fitted = images.stream().filter(name -> roles.get(name) == Role.VALIDATION).count();
    if (trained + fitted == 0) {
      return "";
    }
    if (images.size() == 1) {
      return "the model was %s on this image; its answer there does not show how good it is on new ones"
          .formatted(trained > 0 ? "trained" : "validated");
    }
    List<String> parts = new ArrayList<>();
    if (trained > 0) {
      parts.add("trained on %d".formatted(trained));
    }
    if (fitted > 0) {
      parts.add("validated on %d".formatted(fitted));
    }
    return "the model was %s of these %d images; its answers there do not show how good it is on new ones"
        .formatted(String.join(" and ", parts), images.size());
  }

  /**
   * {@return whether a folder above the image, or above what it is a link to, bears the mark}
   *
   * @param image the image's name
   * @param mark the mark
   */
  public boolean isMarked(String image, FolderMark mark) {
    Path file = files.get(image);
    return file != null
        && marked
            .computeIfAbsent(mark, none -> new HashMap<>())
            .computeIfAbsent(file, at -> !mark.above(List.of(at)).isEmpty());
  }

  /** {@return what has to be said of every metric of an image} */
  Origin of(String image) {
    Origin origin =
        model.origin(
            roles.getOrDefault(image, Role.UNKNOWN), isMarked(image, FolderMark.SYNTHETIC));
    return isMarked(image, FolderMark.AUGMENTED) ? origin.ofAugmented() : origin;
  }
}
