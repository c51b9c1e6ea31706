package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.seed.Seeds;
import org.allnet.data.split.InnerFolds;
import org.allnet.data.split.InnerSplit;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.metric.Metric;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.model.WeightsOrigin;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.AugmentationPlan;
import org.allnet.training.augmentation.AugmentationPlanFile;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.trainer.BatchSource;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.Trainer;
import org.allnet.training.trainer.TrainingFold;
import org.allnet.training.trainer.TrainingListener;

/**
 * Trains the networks of a fold model one after the other and puts them together to its model.
 * Stopped at any point, it goes on with the epoch that was going on.
 */
final class FoldTraining {

  private static final long INNER = 6;

  private final RunFolder folder;
  private final RunOptions options;
  private final CellStore cells;
  private final PixelTransfer transfer;
  private final String version;
  private final TrainingListener listener;
  private final ProcessGroup group;

  /**
   * Creates the training of the fold models of a run.
   *
   * @param folder the run's folder
   * @param options what the run does
   * @param cells the decoded images, cropped as the recipe says
   * @param transfer their way to the device
   * @param version ALLNet's version
   * @param listener is told how it goes
   * @param group the processes that train together; the first of them writes
   */
  FoldTraining(
      RunFolder folder,
      RunOptions options,
      CellStore cells,
      PixelTransfer transfer,
      String version,
      TrainingListener listener,
      ProcessGroup group) {
    this.group = group;
    this.folder = folder;
    this.options = options;
    this.cells = cells;
    this.transfer = transfer;
    this.version = version;
    this.listener = listener;
  }

  /**
   * Trains the fold model of a fold.
   *
   * @param data the data set
   * @param split the split
   * @param fold which, from 1
   * @param foldModels how many there are
   * @param baselines the systems that the model has to beat
   * @param before the epochs of earlier fold models, for the run's record
   * @return the epochs of all networks; none if the recipe has no network
   */
  List<EpochRecord> train(
      PreparedData data,
      Split split,
      int fold,
      int foldModels,
      Baselines baselines,
      List<EpochRecord> before) {
    Recipe recipe = options.recipe();
    ClassSet classes = data.dataset().classes();
    List<NetworkOptions> networks = recipe.networks(classes.size());
    InnerSplit inner = inner(split, fold, data, options);
    if (!inner.part().isEmpty()) {
      Counted cutOff = Counted.of(inner.part().size(), "image");
      listener.note(
          Sentence.of(
              "fold model %d: %s cut off to %s; no network trains on %s",
              fold,
              cutOff.then("of its training folds is", "of its training folds are"),
              recipe.answer().byKappa()
                  ? "weigh its networks on"
                  : "fit the support vector machine's probabilities on",
              cutOff.either("it", "these")));
    }
    FoldSamples samples = FoldSamples.of(inner.rest(), fold, classes, options);
    if (group.leads()) {
      AugmentationPlanFile.write(
          folder.folds().augmentation(fold), new AugmentationPlan(samples.training()));
    }
    int copies =
        Math.max(1, networks.size() / Math.max(1, recipe.networks().architectures().size()));
    List<List<Sample>> copied = FoldSamples.copies(inner.rest(), fold, copies, classes, options);
    boolean alone = networks.size() == 1 && recipe.learners().isEmpty();
    Describing describing = new Describing(data, split, fold, baselines);
    List<EpochRecord> done = new ArrayList<>(before);
    List<EpochRecord> own = new ArrayList<>();
    TrainingListener writing =
        group.leads() ? new MetricsListener(listener, folder, done) : listener;
    for (int number = 1; number <= networks.size(); number++) {
      NetworkOptions network = networks.get(number - 1);
      Path file = alone ? folder.folds().model(fold) : folder.folds().member(fold, number);
      if (group.leads() && !Files.exists(file)) {
        // A state goes with its best weights: without these the epochs have to come again.
        folder.folds().deleteState(fold, number);
      }
      BatchSource source =
          new BatchSource(
              cells,
              transfer,
              recipe.input(),
              network.inputSize(),
              classes.size(),
              network.boxHead(),
              options.mode());
      Trainer trainer =
          new Trainer(
              source,
              new NetworkPlan(network),
              recipe.training(),
              options.seed(),
              classes,
              writing,
              group);
      if (networks.size() > 1) {
        listener.note(
            Sentence.of(
                "fold model %d: network %d of %d, %s",
                fold, number, networks.size(), network.architecture()));
      }
      List<EpochRecord> history =
          trainer.train(
              new TrainingFold(
                  fold,
                  foldModels,
                  number,
                  copied.get((number - 1) % copies),
                  samples.validation(),
                  recipe.networks().pretrained(number),
                  "%s, fold %d, network %d".formatted(folder.identity(), fold, number)),
              folder.folds().state(fold, number),
              (trained, epoch) -> {
                if (group.leads()) {
                  new ModelFile(
                          List.of(trained),
                          List.of(),
                          describing.seen(),
                          alone
                              ? describing.of(List.of(EnsembleMember.alone(network)), epoch)
                              : describing.part(EnsembleMember.alone(network), epoch))
                      .write(file, options.half());
                }
              });
      own.addAll(history);
      done.removeIf(epoch -> epoch.fold() == fold);
      done.addAll(own);
    }
    if (!alone && group.leads()) {
      assemble(describing, data, inner, networks.size());
    }
    return own;
  }

  /** Puts networks and learners together to one model file. */
  private void assemble(Describing describing, PreparedData data, InnerSplit inner, int count) {
    List<Network> networks = new ArrayList<>();
    List<EnsembleMember> members = new ArrayList<>();
    int lastEpoch = 0;
    Map<Metric, Double> metrics = Map.of();
    try {
      for (int number = 1; number <= count; number++) {
        Path file = folder.folds().member(describing.fold(), number);
        folder.requirePart(file, describing.fold(), describing.split());
        ModelFile part = ModelFile.read(file, transfer.device());
        networks.addAll(part.networks());
        members.addAll(part.description().members());
        lastEpoch = Math.max(lastEpoch, part.description().provenance().epoch());
        metrics = part.description().provenance().metrics();
      }
      ModelDescription description =
          describing.of(members, lastEpoch, count == 1 ? metrics : Map.of());
      ModelFile model = new ModelFile(networks, List.of(), describing.seen(), description);
      ModelAssembly assembly = new ModelAssembly(options, transfer.device());
      if (options.recipe().answer().byKappa()) {
        model = assembly.weighed(model, places(data, inner.part()));
      }
      if (!options.recipe().learners().isEmpty()) {
        List<Place> training = inner.rest().training(describing.fold());
        model =
            assembly.learned(
                model,
                places(data, training),
                places(data, inner.part()),
                folds(describing.split(), describing.fold(), data, options)
                    .map(folds -> training.stream().mapToInt(at -> folds.of(at.image())).toArray())
                    .orElse(new int[0]));
      }
      model.write(folder.folds().model(describing.fold()), options.half());
    } finally {
      networks.forEach(Network::close);
    }
  }

  /**
   * The training images of a fold model with the part cut off that its networks are weighed on, or
   * that the probabilities of a support vector machine on their features are fitted to: never
   * images that a network was trained on or that the model is evaluated on.
   *
   * @throws org.allnet.data.OptionException if there are too few groups to cut it from
   */
  static InnerSplit inner(Split split, int fold, PreparedData data, RunOptions options) {
    Recipe recipe = options.recipe();
    boolean cut =
        recipe.answer().byKappa()
            || (recipe.learners().fitsSigmoids() && !recipe.learners().handcrafted());
    return cut
        ? InnerSplit.cut(
            split, fold, data.dataset(), data.groups(), Seeds.of(options.seed(), INNER, fold))
        : InnerSplit.whole(split);
  }

  /**
   * The folds of a fold model's training images by which the probabilities of a support vector
   * machine on hand-crafted features are fitted; empty if the recipe has none.
   *
   * @throws org.allnet.data.OptionException if there are too few groups
   */
  static Optional<InnerFolds> folds(Split split, int fold, PreparedData data, RunOptions options) {
    Recipe recipe = options.recipe();
    return recipe.learners().fitsSigmoids() && recipe.learners().handcrafted()
        ? Optional.of(
            InnerFolds.of(
                split, fold, data.dataset(), data.groups(), Seeds.of(options.seed(), INNER, fold)))
        : Optional.empty();
  }

  private static LabelledCells places(PreparedData data, List<Place> places) {
    ClassSet classes = data.dataset().classes();
    return new LabelledCells(
        places.stream().map(place -> data.images().store().get(place.image())).toList(),
        places.stream().map(place -> classes.indexOf(place.label())).toList());
  }

  /** What model files of a fold model say of themselves. */
  private final class Describing {

    private final PreparedData data;
    private final Split split;
    private final int fold;
    private final Baselines baselines;
    private final SeenImages seen;
    private final ImageScale scale;

    Describing(PreparedData data, Split split, int fold, Baselines baselines) {
      this.data = data;
      this.split = split;
      this.fold = fold;
      this.baselines = baselines;
      this.seen = data.seen(split, fold);
      this.scale = TrainingScale.of(data, options);
    }

    /** The images that the fold model trains and validates on, and those held out. */
    SeenImages seen() {
      return seen;
    }

    int fold() {
      return fold;
    }

    Split split() {
      return split;
    }

    /** A network that is still to be put together with others. */
    ModelDescription part(EnsembleMember member, EpochRecord epoch) {
      return of(List.of(member), epoch).with(PredictionPipeline.PLAIN);
    }

    ModelDescription of(List<EnsembleMember> members, EpochRecord epoch) {
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      epoch.validation().forEach((metric, value) -> metrics.put((Metric) metric, value));
      return of(members, epoch.epoch(), metrics);
    }

    ModelDescription of(List<EnsembleMember> members, int epoch, Map<Metric, Double> metrics) {
      Dataset dataset = data.dataset();
      Recipe recipe = options.recipe();
      return new ModelDescription(
          recipe.name(),
          members,
          recipe.input(),
          recipe.pipeline(prevalence(), options.seed()),
          dataset.classes().names(),
          dataset.classes().positiveName(),
          DecisionRule.NONE,
          baselines,
          Provenance.of(dataset.name(), data.duplicates().fingerprint())
              .synthetic(dataset.synthetic())
              .split(split.protocol(), split.fingerprint(), seen.counts())
              .begunWith(data.earlier().unknown(), data.earlier().weights())
              .fold(fold, split.folds())
              .seed(options.seed())
              .epoch(epoch)
              .madeBy(WeightsOrigin.softwareNow(version), Instant.now().toString())
              .metrics(metrics)
              .scale(scale)
              .build());
    }

    private double prevalence() {
      List<Place> training = split.training(fold);
      String positive = data.dataset().classes().positiveName();
      long count = training.stream().filter(place -> place.label().equals(positive)).count();
      return training.isEmpty() ? 0 : (double) count / training.size();
    }
  }
}
