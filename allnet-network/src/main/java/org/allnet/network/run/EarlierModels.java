package org.allnet.network.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.prediction.Role;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.model.ModelFile;
import org.allnet.network.model.SeenImages;
import org.allnet.network.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * ALLNet's own models among the files that a run's networks begin with. What these were trained or
 * fitted on, the new networks have seen as well.
 *
 * @param models the models
 */
record EarlierModels(List<Earlier> models) {

  /**
   * One of them.
   *
   * @param file its file
   * @param seen its images
   * @param description what it says of itself
   */
  record Earlier(Path file, SeenImages seen, ModelDescription description) {}

  /** Copies. */
  EarlierModels {
    models = List.copyOf(models);
  }

  /**
   * Reads them.
   *
   * @param recipe names the files; weights of other programs are passed over
   * @throws InputException if a file is missing or broken
   */
  static EarlierModels of(Recipe recipe) {
    List<Earlier> models = new ArrayList<>();
    for (Path file : new LinkedHashSet<>(recipe.pretrained())) {
      if (ModelFile.isOne(file)) {
        try (ModelFile model = ModelFile.read(file, ComputeDevice.of("cpu"))) {
          models.add(new Earlier(file, model.seen(), model.description()));
        }
      }
    }
    return new EarlierModels(models);
  }

  /** {@return whether one of them learned from synthetic cells} */
  boolean synthetic() {
    return models.stream().anyMatch(model -> model.description().provenance().synthetic());
  }

  /** {@return what the user should know, a line each} */
  List<String> notes() {
    return models.stream()
        .map(
            model ->
                "%s: is a model of ALLNet; the new models count its training and validation images as their own%s"
                    .formatted(
                        model.file(),
                        model.description().provenance().synthetic()
                            ? ", and are called synthetic as it is"
                            : ""))
        .toList();
  }

  /** {@return the images of a new model that begins with these} */
  SeenImages and(SeenImages own) {
    SeenImages all = own;
    for (Earlier model : models) {
      all = all.after(model.seen());
    }
    return all;
  }

  /**
   * Refuses models that know what the run is to be judged on.
   *
   * @param split the split
   * @param instances how many fold models are trained
   * @param data the images
   * @throws InputException if it is not known what a model was trained on, its split promises less
   *     than this one, or it was trained or fitted on an image, or another image of the same group,
   *     that a fold model is validated on or that is held out
   */
  void check(Split split, int instances, PreparedData data) {
    for (Earlier model : models) {
      if (!model.seen().isKnown()) {
        throw new InputException(
            model.file()
                + ": is a model of ALLNet that does not say which images it was trained on; train it anew, or begin with other weights");
      }
      Protocol other = model.description().provenance().splitProtocol().orElse(null);
      if (other != split.protocol() && weakest(other, split.protocol()) != split.protocol()) {
        throw new InputException(
            "%s: its own split was %s, and this one is %s, which promises more; begin with a model of such a split, or use the same --protocol"
                .formatted(
                    model.file(),
                    other == null ? "of an unknown protocol" : other.label(),
                    split.protocol().label()));
      }
      Map<String, String> groups = groups(split, data);
      Set<String> known = known(model, groups, data);
      for (int instance = 1; instance <= instances; instance++) {
        List<Place> judged = new ArrayList<>(split.validation(instance));
        judged.addAll(split.holdOut());
        long met =
            judged.stream().filter(place -> known.contains(groups.get(place.image()))).count();
        if (met > 0) {
          throw new InputException(
              "%s: was trained or fitted on %d of the %d images that fold model %d is judged on%s; begin with a model of other images, or leave it out of --pretrained"
                  .formatted(
                      model.file(),
                      met,
                      judged.size(),
                      instance,
                      split.protocol().imageLevel()
                          ? ""
                          : ", or on others of the same subject groups"));
        }
      }
    }
  }

  private static @Nullable Protocol weakest(@Nullable Protocol one, Protocol other) {
    List<@Nullable Protocol> both = new ArrayList<>();
    both.add(one);
    both.add(other);
    return Protocol.weakest(both);
  }

  /** The group of each image that can't be parted under the split's protocol. */
  private static Map<String, String> groups(Split split, PreparedData data) {
    Map<String, String> groups = new HashMap<>();
    for (CellImage image : data.dataset().images()) {
      groups.put(
          image.name(),
          split.protocol().imageLevel()
              ? data.groups().duplicateGroupOf(image)
              : data.groups().groupOf(image));
    }
    return groups;
  }

  private static Set<String> known(Earlier model, Map<String, String> groups, PreparedData data) {
    Set<String> known = new HashSet<>();
    groups.forEach(
        (image, group) -> {
          Role role = model.seen().roleOf(Objects.requireNonNull(data.contents().get(image)));
          if (role == Role.TRAINING || role == Role.VALIDATION) {
            known.add(group);
          }
        });
    return known;
  }
}
