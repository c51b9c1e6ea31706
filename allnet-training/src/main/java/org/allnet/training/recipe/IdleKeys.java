package org.allnet.training.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.inference.network.architecture.NetworkPlan;

/** The keys of a recipe that can do nothing beside its others. */
final class IdleKeys {

  /** What only a network that is trained has a use for. */
  private static final List<String> OF_NETWORKS =
      List.of(
          "copies",
          "resample",
          "input-size",
          "width",
          "dropout",
          "normalisation",
          "crop",
          "channels",
          "per-class",
          "ders",
          "augmentation",
          "mixup",
          "box-head",
          "loss",
          "class-weights",
          "optimiser",
          "lr",
          "schedule",
          "rates",
          "frozen-epochs",
          "frozen-lr",
          "average",
          "epochs",
          "batch",
          "batch-norm",
          "precision",
          "views",
          "mean-of",
          "combine",
          "pretrained");

  private static final List<String> OF_CORRECTION =
      List.of("correction-batch", "words", "neighbours", "passes", "restarts", "alternations");

  private static final String RUNNING_STATISTICS = "running_mean";

  private IdleKeys() {}

  /**
   * Returns the idle keys.
   *
   * @param recipe a recipe whose values can all be read
   * @return for each idle key why it is so, in words that go on a sentence: {@code without ...}
   */
  static Map<String, String> of(Recipe recipe) {
    Map<String, String> idle = new LinkedHashMap<>();
    boolean networks = !recipe.networks().isEmpty();
    boolean learners = !recipe.learners().isEmpty();
    if (!networks) {
      OF_NETWORKS.forEach(key -> idle.put(key, "without a network (networks = none)"));
    }
    if (!learners) {
      idle.put("features", "without a learner (learner = none)");
      idle.put("keep-features", "without a learner (learner = none)");
    } else if (networks) {
      idle.put("views", "with a learner, which sees an image once");
      idle.put("mean-of", "with a learner, which sees an image once");
    }
    if (recipe.answer().views().count() == 1) {
      idle.putIfAbsent("mean-of", "with one view of an image (views = single)");
    }
    if (recipe.training().learningRate().frozen().epochs() == 0) {
      idle.putIfAbsent("frozen-lr", "without frozen epochs (frozen-epochs = 0)");
    }
    if (!recipe.correction().isOn()) {
      OF_CORRECTION.forEach(key -> idle.put(key, "without the correction (correction = none)"));
    }
    if (networks
        && recipe.networks(2).stream()
            .distinct()
            .flatMap(options -> new NetworkPlan(options).tensors().stream())
            .noneMatch(tensor -> tensor.name().endsWith(RUNNING_STATISTICS))) {
      idle.put("batch-norm", "without batch norms, which its networks do not have");
    }
    return idle;
  }
}
