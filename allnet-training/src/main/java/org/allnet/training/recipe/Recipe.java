package org.allnet.training.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.Suggestions;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.allnet.training.augmentation.Balance;
import org.allnet.training.augmentation.online.RandomAugmentation;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.TrainingOptions.BatchNormStatistics;
import org.allnet.training.trainer.TrainingOptions.Frozen;
import org.allnet.training.trainer.loss.Loss;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * A system as data: which networks, what they see, how they are trained, and what is made of their
 * answers. Immutable and thread-safe.
 *
 * @param name what it is called
 * @param values a text for every {@link RecipeKey}, by name
 */
public record Recipe(String name, Map<String, String> values) {

  private static final String PUBLISHED = "published";
  private static final String NONE = "none";

  /** Fills what is not said and checks everything that can be checked without data. */
  public Recipe {
    Map<String, String> all = new LinkedHashMap<>();
    for (RecipeKey key : RecipeKey.ALL) {
      all.put(key.name(), values.getOrDefault(key.name(), key.usual()).strip());
    }
    for (String key : values.keySet()) {
      if (RecipeKey.named(key).isEmpty()) {
        throw new OptionException(
            "recipe %s: '%s' is no key of a recipe; %s"
                .formatted(
                    name,
                    key,
                    Suggestions.nearest(
                        key, RecipeKey.ALL.stream().map(RecipeKey::name).toList())));
      }
    }
    values = java.util.Collections.unmodifiableMap(all);
  }

  /**
   * The same with other values.
   *
   * @param others texts by key
   * @throws OptionException where a key or a value is none
   */
  public Recipe with(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new Recipe(name, all);
  }

  /**
   * Reads every value once, so that a mistake is found before any work.
   *
   * @return this
   * @throws OptionException where a value is none
   */
  public Recipe checked() {
    networks(2);
    input();
    training(1, false);
    views();
    balance();
    resample();
    learners();
    whole("keep-features", 0, 1_000_000);
    choice("combine", "mean", "kappa");
    choice("mean-of", "probabilities", "logits");
    correction();
    if (networks(2).isEmpty() && (learners().isEmpty() || !handcrafted())) {
      throw wrong("networks", "none goes with a learner on handcrafted features alone");
    }
    if (correction()) {
      checkCorrection();
    } else if (correctionBySubject()) {
      throw wrong("correction-batch", "acts with correction = neighbourhood alone");
    }
    if (ders() && balance().images() > 0) {
      throw wrong(
          "per-class", "can't act beside ders = yes, which draws all classes up to the largest");
    }
    if (keepFeatures() > 0 && learners().isEmpty()) {
      throw wrong("keep-features", "chooses what a learner sees, and there is no learner");
    }
    if (resample() == Resample.INNER_FOLDS && whole("copies", 1, 100) == 1) {
      throw wrong("resample", "leaves another part out of each copy; set copies to 2 or more");
    }
    checkRates();
    if (byKappa() && !learners().isEmpty()) {
      throw wrong("combine", "weighs networks that answer; here a learner does, use mean");
    }
    if (byKappa() && networks(2).size() < 2) {
      throw wrong("combine", "weighs two networks or more; there is one, use mean");
    }
    if (handcrafted() && !networks(2).isEmpty()) {
      throw wrong("features", "handcrafted go with networks = none");
    }
    pretrained();
    return this;
  }

  /** Every word has to begin the name of a tensor that is trained. */
  private void checkRates() {
    List<NetworkOptions> networks = networks(2);
    for (String word : rates().keySet()) {
      boolean acts =
          networks.stream()
              .flatMap(network -> new NetworkPlan(network).tensors().stream())
              .anyMatch(tensor -> tensor.trainable() && tensor.name().startsWith(word));
      if (!acts) {
        throw wrong(
            "rates",
            "'%s' begins the name of no trained tensor of %s; 'model describe' lists its layers"
                .formatted(word, networks.isEmpty() ? "no network" : text("networks")));
      }
    }
  }

  /** Every network has to have a map whose places are descriptors. */
  private void checkCorrection() {
    List<NetworkOptions> networks = networks(2);
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

  /**
   * {@return the keys that can do nothing in this recipe, each with the reason in words that go on
   * a sentence}
   */
  public Map<String, String> idle() {
    return IdleKeys.of(this);
  }

  /**
   * Refuses values that were written down and can do nothing.
   *
   * @return this
   * @throws OptionException if there is one, naming the key
   */
  Recipe withoutIdle() {
    idle()
        .forEach(
            (key, reason) -> {
              String usual = RecipeKey.named(key).orElseThrow().usual();
              if (!text(key).equals(usual)) {
                throw wrong(key, "can't act " + reason + "; leave it out");
              }
            });
    return this;
  }

  /** {@return the text of a key} */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key);
    }
    return value;
  }

  private OptionException wrong(String key, String what) {
    String option =
        key.equals("lr") || key.equals("segmentation") || key.equals("per-class")
            ? "--" + key
            : key;
    return new OptionException("recipe %s: %s '%s': %s".formatted(name, option, text(key), what));
  }

  private String choice(String key, String... words) {
    String value = text(key).toLowerCase(Locale.ROOT);
    if (!Arrays.asList(words).contains(value)) {
      throw wrong(key, "use " + String.join(", ", words));
    }
    return value;
  }

  private boolean yes(String key) {
    return choice(key, "yes", "no").equals("yes");
  }

  private int whole(String key, int low, int high) {
    try {
      int value = Integer.parseInt(text(key));
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(key, "use a whole number from " + low + " to " + high);
  }

  private double decimal(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw wrong(key, "use a number");
    }
  }

  private List<String> words(String key) {
    if (text(key).isEmpty() || text(key).equals(NONE)) {
      return List.of();
    }
    return Arrays.stream(text(key).split(",")).map(String::strip).toList();
  }

  /**
   * The networks, each as often as there are copies.
   *
   * @param classes the number of classes
   * @throws OptionException where one is unknown or a number out of range
   */
  public List<NetworkOptions> networks(int classes) {
    List<NetworkOptions> networks = new ArrayList<>();
    for (String architecture : words("networks")) {
      NetworkOptions published = NetworkOptions.published(architecture, classes);
      NetworkOptions own =
          new NetworkOptions(
              architecture,
              classes,
              text("input-size").equals(PUBLISHED)
                  ? published.inputSize()
                  : whole("input-size", 9, 2048),
              decimal("width"),
              text("dropout").equals(PUBLISHED) ? published.dropout() : decimal("dropout"),
              input().channels(),
              text("normalisation").equals(PUBLISHED) ? published.normalisation() : normalisation(),
              yes("box-head"));
      for (int copy = 0; copy < whole("copies", 1, 100); copy++) {
        networks.add(own);
      }
    }
    return networks;
  }

  private Normalisation normalisation() {
    try {
      return Normalisation.of(text("normalisation"));
    } catch (org.allnet.data.InputException e) {
      throw new OptionException("recipe " + name + ": " + e.getMessage(), e);
    }
  }

  /** {@return what is done to a cell before a network sees it} */
  public InputOptions input() {
    return new InputOptions(
        text("segmentation").toLowerCase(Locale.ROOT),
        whole("crop", 0, 4096),
        choice("channels", "image", "image+segmented").equals("image+segmented"));
  }

  /**
   * How each network is trained.
   *
   * @param seed what everything random is drawn from
   * @param dense whether whole frames are computed
   * @throws OptionException where a value is none
   */
  public TrainingOptions training(long seed, boolean dense) {
    return new TrainingOptions(
        whole("epochs", 1, 100_000),
        whole("batch", 2, 4096),
        decimal("lr"),
        Schedule.parse(text("schedule")),
        OptimiserOptions.parse(text("optimiser")),
        rates(),
        new Frozen(whole("frozen-epochs", 0, 100_000), decimal("frozen-lr")),
        Loss.parse(text("loss")),
        choice("class-weights", "none", "inverse").equals("inverse"),
        RandomAugmentation.parse(text("augmentation")),
        decimal("mixup"),
        decimal("average"),
        choice("batch-norm", "precise", "running").equals("precise")
            ? BatchNormStatistics.PRECISE
            : BatchNormStatistics.RUNNING,
        Precision.of(text("precision")),
        dense,
        seed);
  }

  private Map<String, Double> rates() {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (String part : words("rates")) {
      String[] two = part.split("\\s+");
      try {
        if (two.length == 2) {
          rates.put(two[0], Double.parseDouble(two[1]));
          continue;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw wrong("rates", "use names with factors, comma between, such as conv1 0.1, fc 1");
    }
    return rates;
  }

  /** {@return how many training images each class has after balancing by augmentation} */
  public Balance balance() {
    try {
      return Balance.parse(text("per-class"));
    } catch (OptionException e) {
      throw new OptionException("recipe " + name + ": " + e.getMessage(), e);
    }
  }

  /** {@return whether smaller classes are drawn up with enhanced copies} */
  public boolean ders() {
    return yes("ders");
  }

  /** What each copy of a network trains on. */
  public enum Resample {
    /** All training images. */
    NONE,
    /** As many subjects, drawn with replacement (Breiman 1996). */
    BOOTSTRAP,
    /** All but one part of the training images, another one for each copy. */
    INNER_FOLDS
  }

  /** {@return what each copy of a network trains on} */
  public Resample resample() {
    return Resample.valueOf(
        choice("resample", "none", "bootstrap", "inner-folds")
            .toUpperCase(Locale.ROOT)
            .replace('-', '_'));
  }

  /** {@return the weights file of each network, in their order; empty where all begin fresh} */
  public List<Path> pretrained() {
    List<Path> files = words("pretrained").stream().map(Path::of).toList();
    int networks = words("networks").size();
    if (!files.isEmpty() && files.size() != networks) {
      throw wrong("pretrained", "give a file for each of the " + networks + " networks");
    }
    return files;
  }

  /**
   * The weights that a network begins with.
   *
   * @param number which network, from 1, copies counted
   */
  public @Nullable Path pretrained(int number) {
    List<Path> files = pretrained();
    return files.isEmpty() ? null : files.get((number - 1) / whole("copies", 1, 100));
  }

  /** {@return the views of an image that the system is asked about} */
  public Views views() {
    return Views.parse(text("views"));
  }

  /** {@return whether views are averaged as logits, else as probabilities} */
  public boolean meanOfLogits() {
    return choice("mean-of", "probabilities", "logits").equals("logits");
  }

  /**
   * {@return whether networks are weighed by their kappa, on a part of the training folds that none
   * of them trains on}
   */
  public boolean byKappa() {
    return choice("combine", "mean", "kappa").equals("kappa");
  }

  /** {@return the learners on features, whose answers are averaged; none where networks answer} */
  public List<LearnerOptions> learners() {
    if (text("learner").isEmpty() || text("learner").equals(NONE)) {
      return List.of();
    }
    return Arrays.stream(text("learner").split(";")).map(LearnerOptions::of).toList();
  }

  /**
   * {@return whether a learner's probabilities are fitted to decision values on left-out images}
   */
  public boolean fitsSigmoids() {
    return learners().stream().anyMatch(LearnerOptions.Svm.class::isInstance);
  }

  /** {@return whether the learner sees hand-crafted features, else the networks'} */
  public boolean handcrafted() {
    return choice("features", "network", "handcrafted").equals("handcrafted");
  }

  /** {@return how many features are kept, 0 for all} */
  public int keepFeatures() {
    return whole("keep-features", 0, 1_000_000);
  }

  /** {@return whether labels are corrected by neighbours in the batch} */
  public boolean correction() {
    correctionBySubject();
    boolean wanted = choice("correction", NONE, "neighbourhood").equals("neighbourhood");
    neighbourhood(1);
    return wanted;
  }

  /** {@return how many networks there are, copies not counted} */
  public int architectures() {
    return words("networks").size();
  }

  /** {@return whether the images of a subject correct each other, else all together} */
  public boolean correctionBySubject() {
    return choice("correction-batch", "all", "subject").equals("subject");
  }

  /**
   * How labels are corrected, if they are. Of other numbers of neighbours the same shares vote as
   * of the published seven.
   *
   * @param seed what the correction draws from
   */
  public NeighbourhoodOptions neighbourhood(long seed) {
    NeighbourhoodOptions published = NeighbourhoodOptions.published(seed);
    int neighbours = whole("neighbours", 1, 1000);
    return new NeighbourhoodOptions(
        whole("words", 1, 1024),
        neighbours,
        neighbours / 2 + 1,
        neighbours * published.blastVotes() / published.neighbours(),
        whole("passes", 1, 1000),
        whole("restarts", 1, 1000),
        whole("alternations", 1, 1000),
        published.descriptorsPerWord(),
        seed);
  }

  /**
   * How the system comes to an answer.
   *
   * @param prevalence share of the positive class among the training images
   * @param seed what the correction draws from
   */
  public PredictionPipeline pipeline(double prevalence, long seed) {
    return new PredictionPipeline(
        views().text(),
        meanOfLogits(),
        learners().stream().map(LearnerOptions::text).toList(),
        handcrafted(),
        correction()
            ? new PredictionPipeline.Correction(
                neighbourhood(seed), prevalence, correctionBySubject())
            : null);
  }

  /** {@return whether it is the paper's ALLNet, whatever its numbers} */
  @JsonIgnore
  public boolean isAllNetAlone() {
    return text("networks").equals(Architectures.ALLNET) && whole("copies", 1, 100) == 1;
  }
}
