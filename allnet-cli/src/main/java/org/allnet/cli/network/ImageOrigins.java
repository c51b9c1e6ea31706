package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.image.pixels.NamedCell;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.SeenImages;

/**
 * Where the images that a model is asked about come from: what each was to the model, told by its
 * file and its pixels, and how the folder is marked that it is in. For one thread.
 */
final class ImageOrigins {

  private final Map<String, Path> files = new HashMap<>();
  private final Map<FolderMark, Map<Path, Boolean>> marked = new EnumMap<>(FolderMark.class);
  private final Map<String, Role> roles = new HashMap<>();
  private final SeenImages seen;

  ImageOrigins(ImageFiles images, SeenImages seen) {
    this.seen = seen;
    images.images().forEach(image -> files.put(image.name(), image.file()));
  }

  /** {@return the same images, in the same order, of which each is looked at as it is passed on} */
  Iterable<NamedCell> watching(Iterable<NamedCell> cells) {
    return () -> {
      Iterator<NamedCell> each = cells.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public NamedCell next() {
          NamedCell cell = each.next();
          roles.put(cell.name(), role(cell));
          return cell;
        }
      };
    };
  }

  private Role role(NamedCell cell) {
    Path file = files.get(cell.name());
    return file == null || !seen.isKnown()
        ? Role.UNKNOWN
        : seen.roleOf(ImageContent.of(ImageHashes.sha256(file), cell.pixels()));
  }

  /**
   * Returns what has to be said if the model knows some of the images from its training.
   *
   * @param images names of images that were passed on
   * @return a sentence without its full stop; empty if it knows none of them
   */
  String known(List<String> images) {
    long trained = images.stream().filter(name -> roles.get(name) == Role.TRAINING).count();
    long fitted = images.stream().filter(name -> roles.get(name) == Role.VALIDATION).count();
    if (trained + fitted == 0) {
      return "";
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

  /** {@return whether a folder above the image, or above what it is a link to, bears the mark} */
  boolean isMarked(String image, FolderMark mark) {
    Path file = files.get(image);
    return file != null
        && marked
            .computeIfAbsent(mark, none -> new HashMap<>())
            .computeIfAbsent(file, at -> !mark.above(List.of(at)).isEmpty());
  }

  /** {@return what has to be said of every metric of an image that was passed on} */
  Origin of(String image, ModelDescription model) {
    Origin origin =
        model.origin(
            roles.getOrDefault(image, Role.UNKNOWN), false, isMarked(image, FolderMark.SYNTHETIC));
    return isMarked(image, FolderMark.AUGMENTED) ? origin.ofAugmented() : origin;
  }
}
