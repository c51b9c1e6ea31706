package org.allnet.training.recipe;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.option.WrittenOption;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.trainer.LearningRate;

/**
 * What values of a recipe say of each other.
 *
 * @param recipe a recipe whose values could all be read
 */
record RecipeCheck(Recipe recipe) {

  void check() {
    networks();
    images();
    learners();
    ensemble();
    rates();
    correction();
  }

  private OptionException wrong(String key, String what) {
    return wrong(recipe, key, what);
  }

  /** The failure of a value, named by its key as everywhere. */
  static OptionException wrong(Recipe recipe, String key, String what) {
    return wrong(recipe, key, Sentence.text(what));
  }

  private static OptionException wrong(Recipe recipe, String key, Sentence what) {
    String value = Objects.requireNonNull(recipe.values().get(key), key);
    return new WrittenOption(key, value).wrong(what);
  }

  private void networks() {
    NetworkChoice networks = recipe.networks();
    if (networks.isEmpty() && (recipe.learners().isEmpty() || !recipe.learners().handcrafted())) {
      throw wrong("networks", "none goes with a learner on handcrafted features alone");
    }
    if (recipe.learners().handcrafted() && !networks.isEmpty()) {
      throw wrong("features", "handcrafted go with networks = none");
    }
    int files = networks.pretrained().size();
    if (files > 0 && files != networks.architectures().size()) {
      throw wrong(
          "pretrained",
          "give a file for each of the " + networks.architectures().size() + " networks");
    }
    recipe.networks(2);
  }

  private void images() {
    if (recipe.images().ders() && recipe.images().balance().images() > 0) {
      throw wrong(
          "per-class", "can't act beside ders = yes, which draws all classes up to the largest");
    }
    if (recipe.images().resample() == TrainingImages.Resample.INNER_FOLDS
        && recipe.networks().copies() == 1) {
      throw wrong("resample", "leaves another part out of each copy; set copies to 2 or more");
    }
  }

  private void learners() {
    if (recipe.learners().keep() > 0 && recipe.learners().isEmpty()) {
      throw wrong("keep-features", "chooses what a learner sees, and there is no learner");
    }
  }

  private void ensemble() {
    if (recipe.answer().byKappa() && !recipe.learners().isEmpty()) {
      throw wrong("combine", "weighs networks that answer; here a learner does, use mean");
    }
    if (recipe.answer().byKappa() && recipe.networks(2).size() < 2) {
      throw wrong("combine", "weighs two networks or more; there is one, use mean");
    }
  }

  /** Every word has to give its factor to a tensor that is trained. */
  private void rates() {
    List<NetworkOptions> networks = recipe.networks(2);
    LearningRate rate = recipe.training().learningRate();
    if (rate.factors().isEmpty()) {
      return;
    }
    List<String> trained =
        networks.stream()
            .distinct()
            .flatMap(network -> new NetworkPlan(network).tensors().stream())
            .filter(tensor -> tensor.trainable())
            .map(tensor -> tensor.name())
            .toList();
    Set<String> acting =
        trained.stream().flatMap(name -> rate.word(name).stream()).collect(Collectors.toSet());
    for (String word : rate.factors().keySet()) {
      if (!acting.contains(word) && trained.stream().anyMatch(name -> name.startsWith(word))) {
        throw wrong(
            "rates",
            "'%s' acts on no tensor, because longer words fit all that it begins; leave it out"
                .formatted(word));
      }
      if (!acting.contains(word)) {
        throw wrong(
            recipe,
            "rates",
            Sentence.of(
                "'%s' begins the name of no trained tensor of %s; %s lists its layers",
                word,
                networks.isEmpty()
                    ? "no network"
                    : String.join(", ", recipe.networks().architectures()),
                Invocation.of("model describe")));
      }
    }
  }

  /** Every network has to have a map whose places are descriptors. */
  private void correction() {
    if (!recipe.correction().isOn()) {
      if (recipe.correction().bySubject()) {
        throw wrong("correction-batch", "acts with correction = neighbourhood alone");
      }
      return;
    }
    List<NetworkOptions> networks = recipe.networks(2);
    if (networks.isEmpty()) {
      throw wrong("correction", "needs a network that describes images; there is none");
    }
    for (NetworkOptions network : networks) {
      if (!new NetworkPlan(network).marks(Point.LAST_MAP)) {
        throw wrong(
            "correction",
            "needs networks with maps, and %s has none; use a convolutional one such as resnet50"
                .formatted(network.architecture()));
      }
    }
  }
}
