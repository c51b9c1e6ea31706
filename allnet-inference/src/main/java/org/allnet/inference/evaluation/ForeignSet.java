package org.allnet.inference.evaluation;

import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.image.ImageFiles;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.prediction.Role;

/**
 * A set of images that a model is not for.
 *
 * @param name what the user calls it
 * @param kind how near it is to what the model is for, as the user says
 * @param images the images
 */
public record ForeignSet(String name, ForeignResult.Kind kind, ImageFiles images) {

  /** Refuses the set if some of its images are evaluated too. */
  void requireForeign(List<String> own) {
    if (!own.isEmpty()) {
      Counted counted = Counted.of(own.size(), "image");
      String of = "of the foreign set '%s' ".formatted(name);
      throw InputException.in(
          own.get(0),
          Sentence.of(
              "is also in %s (%s); leave %s out of one of both",
              OptionName.DATA,
              counted.outOf(images.images().size()).then(of + "is", of + "are"),
              counted.either("it", "them")));
    }
  }

  /** Refuses the set if the model has learned from an image. */
  void requireUnseen(Role role, String image) {
    if (role == Role.TRAINING || role == Role.VALIDATION) {
      throw InputException.in(
          image,
          "the model was trained or fitted on it, so it is not foreign to it; leave it out of the foreign set '%s'"
              .formatted(name));
    }
  }
}
