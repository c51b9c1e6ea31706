package org.allnet.inference.evaluation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Role;

/**
 * The people of a data set of whom a model was trained or fitted on an image. What it says of their
 * other images is image-level, whatever its split was.
 *
 * @param people as {@link CellImage#person} tells them
 * @param images how many images of training are there, also of people whom nobody names
 * @param trained how many images the model was trained and fitted on
 * @param apart whether the model's split kept people apart, by the names that they had then
 */
record MetPeople(Set<String> people, int images, int trained, boolean apart) {

  /** Returns them by what the images of a data set were to the model. */
  static MetPeople of(
      Dataset dataset, Map<String, Role> roles, int trained, Optional<Protocol> protocol) {
    Set<String> people = new HashSet<>();
    int images = 0;
    for (CellImage image : dataset.labelled()) {
      Role role = roles.get(image.name());
      if (role == Role.TRAINING || role == Role.VALIDATION) {
        images++;
        if (image.person() != null) {
          people.add(image.person());
        }
      }
    }
    boolean apart = protocol.isPresent() && !protocol.get().imageLevel();
    return new MetPeople(Set.copyOf(people), images, trained, apart);
  }

  /** Held-out images are of such people if these have other names than when the split was made. */
  private boolean areOf(Prediction row, Role role) {
    return (role == Role.EXTERNAL || (role == Role.HOLD_OUT && apart))
        && row.person() != null
        && people.contains(row.person());
  }

  /** Returns where the prediction of an image comes from, of which the model says this. */
  Origin origin(Prediction row, Origin said) {
    return areOf(row, said.role())
        ? said.by(Protocol.weakest(Arrays.asList(said.protocol(), Protocol.IMAGE)))
        : said;
  }

  /** Returns a warning if some of these images are of such people. */
  Optional<String> warning(List<Prediction> evaluated) {
    List<Prediction> met =
        evaluated.stream().filter(row -> areOf(row, row.origin().role())).toList();
    Set<String> whose = met.stream().map(Prediction::person).collect(Collectors.toSet());
    return met.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of %s of whom the model was trained or fitted on other images: the metrics are too good and are marked as image-level."
                .formatted(
                    Counted.of(met.size(), "evaluated image").outOf(evaluated.size()).are(),
                    Counted.of(whose.size(), "person", "people")));
  }

  /** Returns why nobody knows whether these images are of such people; empty if somebody does. */
  Optional<String> doubt(List<Prediction> evaluated) {
    String unknown = "Whether people of these images took part in training is not known: ";
    if (images == 0) {
      return Optional.of(
          unknown
              + "no image of training is in this folder. If the folder of training lies beside it, give the one that holds both.");
    }
    long nameless = evaluated.stream().filter(row -> row.person() == null).count();
    if (nameless > 0) {
      return Optional.of(
          "%s%s. A subjects.csv beside the images can say it."
              .formatted(
                  unknown,
                  Counted.of(nameless, "evaluated image")
                      .outOf(evaluated.size())
                      .then("does not say whose it is", "do not say whose they are")));
    }
    if (images < trained) {
      return Optional.of(
          "%s%d of the %d images that the model was trained or fitted on are in this folder, and whose the others were is not known here. If the folder of training lies beside it, give the one that holds both."
              .formatted(unknown, images, trained));
    }
    return people.isEmpty()
        ? Optional.of(unknown + "the images of training in this folder do not say whose they are.")
        : Optional.empty();
  }
}
