package org.allnet.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.EarlierWeights;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.model.SeenImages;
import org.jspecify.annotations.Nullable;

/**
 * What is known of ALLNet's own models among the files that a run's networks begin with. What these
 * were trained or fitted on, the new networks have seen as well.
 *
 * @param models the models
 * @param weights all files of weights that the networks begin with, those of other programs as well
 * @param synthetic whether one of them learned from synthetic cells
 * @param unknown the data sets of models whose people can't be compared with the run's
 * @param notes what the user should know, a line each
 */
record EarlierModels(
    List<Earlier> models,
    List<EarlierWeights> weights,
    boolean synthetic,
    List<String> unknown,
    List<String> notes) {

  /** A run whose networks begin afresh. */
  static final EarlierModels NONE =
      new EarlierModels(List.of(), List.of(), false, List.of(), List.of());

  /**
   * One of them.
   *
   * @param file its file
   * @param seen its images
   * @param description what it says of itself
   */
  record Earlier(Path file, SeenImages seen, ModelDescription description) {}

  /** Copies its lists, so that nothing changes them from outside. */
  EarlierModels {
    models = List.copyOf(models);
    weights = List.copyOf(weights);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /**
   * Returns what is known of the files that networks begin with.
   *
   * @param files the files; of weights of other programs no more is known than their hash
   * @throws InputException if a model is missing or broken
   */
  static EarlierModels of(Collection<BeginningWeights> files) {
    List<Earlier> models = new ArrayList<>();
    Set<EarlierWeights> weights = new LinkedHashSet<>();
    for (BeginningWeights begun : files) {
      Path file = Path.of(begun.file());
      String name = String.valueOf(file.getFileName());
      if (begun.model()) {
        try (ModelFile model = ModelFile.read(file, ComputeDevice.of(Device.CPU))) {
          Provenance from = model.description().provenance();
          models.add(new Earlier(file, model.seen(), model.description()));
          weights.add(new EarlierWeights(name, begun.sha256(), true, from.synthetic()));
          weights.addAll(from.begunWith());
        }
      } else {
        weights.add(new EarlierWeights(name, begun.sha256(), false, false));
      }
    }
    return new EarlierModels(
        models,
        List.copyOf(weights),
        models.stream().anyMatch(model -> model.description().provenance().synthetic()),
        List.of(),
        weights.stream().map(EarlierWeights::note).toList());
  }

  /**
   * What is left to know of them once all fold models of a run are there.
   *
   * @param made one of the fold models
   */
  static EarlierModels of(ModelDescription made) {
    Provenance from = made.provenance();
    List<String> notes = new ArrayList<>();
    from.begunWith().forEach(weights -> notes.add(weights.note()));
    from.earlierWarning().ifPresent(notes::add);
    return new EarlierModels(List.of(), from.begunWith(), from.synthetic(), from.earlier(), notes);
  }

  /**
   * The same models beside the images of a run. A model keeps images, not people: its people are
   * known if the data set holds all of its images.
   *
   * @param dataset the run's images
   * @param contents their content
   */
  EarlierModels beside(Dataset dataset, Collection<ImageContent> contents) {
    Set<String> unknown = new TreeSet<>();
    for (Earlier model : models) {
      Provenance from = model.description().provenance();
      unknown.addAll(from.earlier());
      if (!dataset.hasSubjects() || !model.seen().knownAmong(contents)) {
        unknown.add(from.dataset());
      }
    }
    List<String> all = new ArrayList<>(notes);
    if (!unknown.isEmpty()) {
      all.add(
          "A model file keeps images, not people: whether people of %s are among those evaluated here is not known, so no metric is called subject-level"
              .formatted(String.join(", ", unknown)));
    }
    return new EarlierModels(models, weights, synthetic, List.copyOf(unknown), all);
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
   * Refuses models that know what the run is to be evaluated on.
   *
   * @param split the split
   * @param foldModels how many fold models are trained
   * @param data the images
   * @throws InputException if it is not known what a model was trained on, its split promises less
   *     than this one, or it was trained or fitted on an image, or another image of the same group,
   *     that a fold model is validated on or that is held out
   */
  void check(Split split, int foldModels, PreparedData data) {
    for (Earlier model : models) {
      if (!model.seen().isKnown()) {
        throw InputException.in(
            model.file(),
            "is a model of ALLNet that does not say which images it was trained on; train it anew, or begin with other weights");
      }
      Provenance from = model.description().provenance();
      Protocol other = from.splitProtocol().orElse(null);
      if (other != split.protocol() && weakest(other, split.protocol()) != split.protocol()) {
        throw InputException.in(
            model.file(),
            Sentence.of(
                "its own split was %s, and this one is %s, which promises more; begin with a model of such a split, or use the same %s",
                other == null ? "of an unknown protocol" : other.label(),
                split.protocol().label(),
                OptionName.PROTOCOL));
      }
      Map<String, String> groups = groups(split, data);
      Set<String> known = known(model, groups, data);
      for (int fold = 1; fold <= foldModels; fold++) {
        List<Place> evaluated = new ArrayList<>(split.validation(fold));
        evaluated.addAll(split.holdOut());
        long met =
            evaluated.stream().filter(place -> known.contains(groups.get(place.image()))).count();
        if (met > 0) {
          boolean same = from.fingerprint().equals(data.duplicates().fingerprint());
          throw InputException.in(
              model.file(),
              Sentence.of(
                  "%swas trained or fitted on %d of the %s that fold model %d is evaluated on%s; %s",
                  same ? "is a model of this very data set, and " : "",
                  met,
                  Counted.of(evaluated.size(), "image"),
                  fold,
                  split.protocol().imageLevel() ? "" : ", or on others of the same subject groups",
                  same
                      ? Sentence.of(
                          "a model can't begin a run on its own images: leave it out of %s, and use more %s to train longer",
                          OptionName.PRETRAINED, OptionName.EPOCHS)
                      : Sentence.of(
                          "begin with a model of other images, or leave it out of %s",
                          OptionName.PRETRAINED)));
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
          Role role =
              model.seen().roleOf(Objects.requireNonNull(data.images().contents().get(image)));
          if (role == Role.TRAINING || role == Role.VALIDATION) {
            known.add(group);
          }
        });
    return known;
  }
}
