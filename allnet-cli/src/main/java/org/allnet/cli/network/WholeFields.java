package org.allnet.cli.network;

import java.util.List;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.WholeField;

/** What is said of images that plainly are whole fields if single cells were asked for. */
final class WholeFields {

  /** So many images tell what a set is. */
  private static final int MOST = 50;

  private WholeFields() {}

  /**
   * Looks at images, evenly taken if there are many.
   *
   * @param images those that a model does not answer, or all if it can't refuse any
   * @return what to say; empty if none plainly is a whole field
   */
  static Optional<Sentence> note(List<ImageFiles.Named> images) {
    int looked = Math.min(MOST, images.size());
    int fields = 0;
    for (int i = 0; i < looked; i++) {
      fields += isField(images.get((int) ((long) i * images.size() / looked))) ? 1 : 0;
    }
    if (fields == 0) {
      return Optional.empty();
    }
    String one = looked < images.size() ? "image that was looked at" : "image";
    String several = looked < images.size() ? "images that were looked at" : "images";
    return Optional.of(
        Sentence.of(
            "%s, not of a single cell; %s finds the cells of fields and classifies them too",
            Counted.of(fields, one, several)
                .outOf(looked)
                .then("is plainly of a whole field", "are plainly of whole fields"),
            Invocation.of("detect run")));
  }

  private static boolean isField(ImageFiles.Named image) {
    try {
      return LargePictures.isLarge(image.file())
          || WholeField.isPlainly(
              FieldPixels.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(image.file())));
    } catch (InputException e) {
      return false; // it is told of as an image that can't be read
    }
  }
}
