package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.prediction.Predictor;

/**
 * What the images of a data set were to a model. They are known by their content, whatever the
 * folder, the file name or the split says.
 *
 * @param roles the role of each labelled image, by its name
 * @param kept the images to evaluate on that the model was neither trained nor fitted on
 * @param leftOut how many of the others were left out, by what they were to the model
 * @param met the people whom the model has met
 */
record ImageRoles(
    Map<String, Role> roles, List<CellImage> kept, Map<Role, Integer> leftOut, MetPeople met) {

  /**
   * Returns the roles of images.
   *
   * @param predictor the model
   * @param read the images
   * @param file the model's file, for messages
   * @throws InputException if the model was trained or fitted on all images to evaluate on
   */
  static ImageRoles of(Predictor predictor, EvaluatedImages read, Path file) {
    Map<String, Role> roles =
        predictor
            .seen()
            .rolesOf(read.dataset().labelled(), read.copies().contents(), read.groups());
    Map<Role, Integer> leftOut = new HashMap<>();
    List<CellImage> kept = new ArrayList<>();
    for (CellImage image : read.images()) {
      Role role = roles.get(image.name());
      if (role == Role.TRAINING || role == Role.VALIDATION) {
        leftOut.merge(role, 1, Integer::sum);
      } else if (role != null) {
        kept.add(image);
      }
    }
    if (kept.isEmpty() && !leftOut.isEmpty()) {
      throw InputException.in(
          read.dataset().root(),
          "%s was trained or fitted on all of its %d labelled images (%s), so that none is left to evaluate it on; give other images"
              .formatted(file, read.images().size(), counts(leftOut)));
    }
    MetPeople met =
        MetPeople.of(
            read.dataset(),
            roles,
            learnedFrom(predictor.seen()),
            predictor.description().provenance().keptApart());
    return new ImageRoles(roles, List.copyOf(kept), Map.copyOf(leftOut), met);
  }

  /** How many images a model was trained and fitted on. */
  private static int learnedFrom(SeenImages seen) {
    Map<String, Integer> counts = seen.counts();
    return counts.getOrDefault(Role.TRAINING.key(), 0)
        + counts.getOrDefault(Role.VALIDATION.key(), 0);
  }

  /** Returns what an image was to the model; unknown if nobody knows. */
  Role of(String image) {
    return roles.getOrDefault(image, Role.UNKNOWN);
  }

  /** Returns those of some images that have a role. */
  List<CellImage> of(Role role, List<CellImage> images) {
    return images.stream().filter(image -> roles.get(image.name()) == role).toList();
  }

  /** {@return how many images of which roles were left out, in words} */
  String countsLeftOut() {
    return counts(leftOut);
  }

  private static String counts(Map<Role, Integer> roles) {
    return roles.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> one.getValue() + " " + one.getKey().word())
        .collect(Collectors.joining(", "));
  }
}
