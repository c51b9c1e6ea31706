package org.allnet.training.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;

/**
 * One thing that a recipe says.
 *
 * @param name its name in the file
 * @param usual what holds if a recipe is silent
 * @param meaning what it is, for people
 */
public record RecipeKey(String name, String usual, Sentence meaning) {

  /** All keys, in the order in which a system works. */
  public static final List<RecipeKey> ALL =
      List.of(
          key("about", "", "one line on the system"),
          key("source", "", "where it was published"),
          new RecipeKey(
              "networks",
              "allnet",
              Sentence.of(
                  "networks, comma between; see %s; none for features",
                  Invocation.of("model list"))),
          key("copies", "1", "how many of each network"),
          key("resample", "none", "what each copy trains on: none, bootstrap or inner-folds"),
          key("input-size", "published", "side of a network's input in pixels"),
          key("width", "1", "factor on channel counts"),
          key("dropout", "published", "dropout rate of the classifying layers"),
          key("normalisation", "published", "rgb/255, half, imagenet or centre-mean"),
          key("pretrained", "none", "weights files, comma between, one a network"),
          key("segmentation", "stretched", "stretched, literal, otsu or none"),
          key("crop", "0", "side of the middle of the frame that is kept, 0 for all"),
          key("channels", "image", "image or image+segmented"),
          key(
              "per-class",
              "0",
              "training images of each class after balancing (0: originals alone); per-original=N behind it: how many one original may become at most"),
          key("ders", "no", "whether smaller classes are oversampled with enhanced copies"),
          key(
              "augmentation",
              "none",
              "random changes in every epoch, comma between: flips, quarter-turns, rotate degrees=D, shift fraction=F, zoom from=A to=B, warp fraction=F, brightness range=R, contrast range=R, saturation range=R, stain deviation=D, cutout holes=N from=A to=B"),
          key("mixup", "0", "how strongly images are mixed, 0 to 1"),
          key("box-head", "no", "whether a second head says where the cell lies"),
          key(
              "loss",
              "cross-entropy",
              "cross-entropy smoothing=S or symmetric-cross-entropy alpha=A beta=B"),
          key("class-weights", "none", "none or inverse (by one through a class's fraction)"),
          key("optimiser", "adam", "adam decay=D, adamw decay=D or sgd momentum=M decay=D"),
          key("lr", "1e-5", "learning rate"),
          key(
              "schedule",
              "constant",
              "constant, cosine warm-up=F, steps factor=F at=F,F or one-cycle warm-up=F"),
          key(
              "rates",
              "none",
              "factors on the rate by beginning of a tensor's name: fc=1 conv1=0.1"),
          key("frozen-epochs", "0", "first epochs in which only the heads are trained"),
          key("frozen-lr", "1e-3", "learning rate in them"),
          key("average", "0", "fraction that a running average of weights keeps, 0 for none"),
          key("epochs", "65", "passes over the training images"),
          key("batch", "16", "images a step"),
          key("batch-norm", "precise", "precise (recomputed) or running statistics"),
          key("precision", "fp32", "fp32, tf32 or bf16"),
          key("views", "single", "test-time views: single, rotations count=N, dihedral or pan"),
          key("mean-of", "probabilities", "what views are averaged as: probabilities or logits"),
          key(
              "combine",
              "mean",
              "how networks are weighed: mean or kappa (on a part of the training folds that is cut off for it)"),
          key(
              "learner",
              "none",
              "learners on features, comma between: svm cost=C gamma=G, random-forest trees=N features=N, bagged-trees trees=N, logistic epochs=N rate=R"),
          key("features", "network", "what a learner sees: network or handcrafted"),
          key("keep-features", "0", "features of most mutual information that are kept, 0 for all"),
          key("correction", "none", "none or neighbourhood (transductive)"),
          key(
              "correction-batch",
              "all",
              "which images correct each other: all or those of a subject"),
          key("words", "8", "Gaussians of the neighbourhood correction"),
          key("neighbours", "7", "neighbours of the correction, the image itself included"),
          key("passes", "5", "passes of the correction"),
          key("restarts", "10", "mixtures of each pass"),
          key("alternations", "3", "times that the correction changes between the networks"));

  private static RecipeKey key(String name, String usual, String meaning) {
    return new RecipeKey(name, usual, Sentence.text(meaning));
  }

  /** {@return what holds for each key if a recipe is silent, by name, in their order} */
  static Map<String, String> allUsual() {
    Map<String, String> usual = new LinkedHashMap<>();
    ALL.forEach(key -> usual.put(key.name(), key.usual()));
    return usual;
  }

  /**
   * Finds a key.
   *
   * @param name its name
   */
  public static Optional<RecipeKey> named(String name) {
    return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
