package org.allnet.inference.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.DecisionEdges;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.image.feature.MaskedCell;
import org.allnet.inference.image.input.SightCheck;
import org.allnet.inference.image.quality.ForegroundLevel;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.inference.transductive.BackboneFeatures;
import org.allnet.inference.transductive.Ballot;
import org.allnet.inference.transductive.NeighbourhoodCorrection;
import org.jspecify.annotations.Nullable;

/**
 * A trained model at work: it says how probable each class is for images of cells. {@code
 * Classifier} decides by it.
 *
 * <p>Probabilities depend on the images that are asked about together, in the eighth digit: what is
 * computed together is rounded together. Decisions do not. An image that lies so near to an edge of
 * the model's decision rule that rounding could decide about it is computed once more, alone, on
 * its whole frame and term by term; that answer depends on nothing but the image. So the same image
 * is classified, referred and given the same prediction set in every batch, in every order and with
 * all {@link InferenceMode}, on the same machine with the same number of threads. Excepted are
 * models that are {@linkplain #isTransductive transductive}: their images correct each other.
 *
 * <p>Thread-safe: several threads may ask at once and get the answers that one would. Close it when
 * no thread uses it any more; its weights are native memory.
 */
public final class Predictor implements AutoCloseable {

  /**
   * How near an edge an image is computed alone, in log-odds. InferenceMode round to 1e-5 of the
   * largest output at most, so this is a hundred times as much.
   */
  private static final double NEAR = 1e-3;

  /** An image of which more than this is not black is no cell on black. */
  private static final double MOST_OF_A_FIELD = 0.9;

  /** What an even split of corrections is moved by, towards its label. */
  private static final double EVEN = 1e-6;

  private final ModelFile model;
  private final int together;
  private final boolean owner;
  private final String name;
  private final List<EnsembleNetwork> members = new ArrayList<>();
  private final FeatureExtractor featuring;
  private final ModelAnswers answers;
  private final DecisionEdges edges;
  private final SightCheck sight;
  private final @Nullable CorrectionMemory correctionMemory;
  private final @Nullable Refusing refusing;

  /**
   * Takes a model that has been read.
   *
   * @param model the model, which from now on is closed with the predictor
   * @param device where its weights are
   * @param mode what may be left out
   */
  public Predictor(ModelFile model, ComputeDevice device, InferenceMode mode) {
    this(model, device, mode, true, "model " + model.description().title());
  }

  private Predictor(
      ModelFile model, ComputeDevice device, InferenceMode mode, boolean owner, String name) {
    this.model = model;
    this.owner = owner;
    this.name = name;
    try {
      ModelDescription description = model.description();
      this.edges = DecisionEdges.of(description.rule(), description.classSet(), NEAR);
      this.sight =
          new SightCheck(
              description.input(),
              description.members().stream().map(m -> m.network().inputSize()).toList(),
              device);
      PredictionPipeline.Correction correction = description.pipeline().correction();
      this.correctionMemory =
          correction == null ? null : CorrectionMemory.of(description, correction);
      for (int i = 0; i < model.networks().size(); i++) {
        Network network = model.networks().get(i);
        members.add(new EnsembleNetwork(network, description, device, mode));
      }
      this.together =
          ImagesTogether.of(
              model.networks().stream().map(Network::plan).toList(),
              device,
              mode,
              ParallelTasks.threads());
      this.featuring = new FeatureExtractor(members, description, device);
      this.answers = new ModelAnswers(members, featuring, model.learners(), description);
      RefusalModel refusal = model.refusal();
      this.refusing = refusal == null ? null : new Refusing(refusal, answers, description.input());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Borrows a model.
   *
   * @param model the model, which stays open when the predictor is closed and has to stay open
   *     until then
   * @param device where its weights are
   * @param mode what may be left out
   * @return the predictor; closing it frees what was prepared for answers
   */
  public static Predictor borrowing(ModelFile model, ComputeDevice device, InferenceMode mode) {
    return new Predictor(model, device, mode, false, "model " + model.description().title());
  }

  /**
   * Reads a model that is to answer for many images.
   *
   * @param file a model file
   * @param device where to compute
   * @return the predictor; the caller closes it
   * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
   */
  public static Predictor load(Path file, ComputeDevice device) {
    return load(file, device, InferenceMode.THROUGHPUT);
  }

  /**
   * Reads a model.
   *
   * @param file a model file
   * @param device where to compute
   * @param mode what may be left out. Probabilities are the same to some 1e-6. {@link
   *     InferenceMode#EXACT} takes longer, and {@link InferenceMode#THROUGHPUT} takes longer for
   *     the first images
   * @return the predictor; the caller closes it
   * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
   */
  public static Predictor load(Path file, ComputeDevice device, InferenceMode mode) {
    ModelFile model = ModelFile.read(file, device);
    try {
      return new Predictor(model, device, mode, true, file.toString());
    } catch (OptionException e) {
      throw InputException.in(file, Sentence.of("pipeline: %s", e.sentence()), e);
    }
  }

  /** {@return what is known of the model} */
  public ModelDescription description() {
    return model.description();
  }

  /** {@return the images that were there when the model was made} */
  public SeenImages seen() {
    return model.seen();
  }

  /** {@return whether an answer depends on the images that are asked about together} */
  public boolean isTransductive() {
    return description().transductive();
  }

  /** {@return how many images to ask about together: a few, or all if they correct each other} */
  public int imagesAtOnce() {
    return isTransductive() ? Integer.MAX_VALUE : together;
  }

  /** {@return what tells the images of which this model can see nothing} */
  public SightCheck sight() {
    return sight;
  }

  /**
   * Returns probabilities for images, whatever is to be seen of them: of a blank image too, whose
   * probabilities say nothing. Who wants answers looks with {@link #sight} first.
   *
   * @param cells decoded images of any size; if the model {@linkplain #isTransductive is
   *     transductive}, the batch whose images correct each other
   * @return for each image a probability for each class, in the order of {@link
   *     ModelDescription#classes}; to be read with the model's own rule, see above
   * @throws InputException if the model's answer is not finite
   */
  public List<double[]> probabilities(List<CellPixels> cells) {
    return probabilities(cells, cells.stream().map(cell -> "").toList());
  }

  /**
   * Classifies images of known subjects, which matter if the images of a subject correct each
   * other.
   *
   * @param cells decoded images of any size
   * @param subjects the subject of each
   * @return for each image a probability for each class
   * @throws InputException if the model's answer is not finite; the message names model and image
   * @throws RunException if the thread is interrupted, within a few images
   * @throws org.allnet.data.OptionException if the images correct each other and Java's memory
   *     can't hold what that needs, before any is looked at
   */
  public List<double[]> probabilities(List<CellPixels> cells, List<String> subjects) {
    return probabilities(cells, subjects, i -> "image %d of %d".formatted(i + 1, cells.size()));
  }

  /**
   * Classifies images whose names are known to whoever reads messages.
   *
   * @param cells decoded images of any size
   * @param subjects the subject of each
   * @param names gives the name of an image by its number from 0
   * @return for each image a probability for each class
   * @throws InputException if the model's answer is not finite; the message names model and image
   * @throws RunException if the thread is interrupted, within a few images
   * @throws org.allnet.data.OptionException if the images correct each other and Java's memory
   *     can't hold what that needs, before any is looked at
   */
  public List<double[]> probabilities(
      List<CellPixels> cells, List<String> subjects, IntFunction<String> names) {
    return ask(cells, subjects, names, null).stream().map(CellAnswer::probabilities).toList();
  }

  /**
   * Classifies images, and refuses those that the model has no business with.
   *
   * @param cells decoded images of any size
   * @param subjects the subject of each
   * @param names gives the name of an image by its number from 0
   * @return for each image its probabilities, and why it is refused; no image is if the model
   *     {@linkplain #refusal has nothing to refuse by}
   * @throws InputException if the model's answer is not finite; the message names model and image
   * @throws RunException if the thread is interrupted, within a few images
   * @throws org.allnet.data.OptionException if the images correct each other and Java's memory
   *     can't hold what that needs, before any is looked at
   */
  public List<CellAnswer> answers(
      List<CellPixels> cells, List<String> subjects, IntFunction<String> names) {
    return ask(cells, subjects, names, refusing);
  }

  /**
   * Classifies images, and refuses them by what the model is yet to get; of nothing refuses none.
   */
  List<CellAnswer> answers(
      List<CellPixels> cells,
      List<String> subjects,
      IntFunction<String> names,
      Optional<RefusalModel> refusal) {
    return ask(
        cells,
        subjects,
        names,
        refusal.map(by -> new Refusing(by, answers, description().input())).orElse(null));
  }

  private List<CellAnswer> ask(
      List<CellPixels> cells,
      List<String> subjects,
      IntFunction<String> names,
      @Nullable Refusing refuse) {
    PredictionPipeline.Correction correction = description().pipeline().correction();
    Collection<List<Integer>> batches = List.of();
    if (correction != null) {
      batches = batches(subjects, correction);
      long decoded = cells.stream().mapToLong(cell -> cell.rgb().length).sum();
      requireRoom(batches.stream().mapToInt(List::size).max().orElse(0), decoded);
    }
    List<double[]> rows = new ArrayList<>();
    List<Optional<ReferralReason>> refused = new ArrayList<>();
    for (int start = 0; start < cells.size(); start += together) {
      stopIfInterrupted(rows.size());
      List<CellPixels> part = cells.subList(start, Math.min(cells.size(), start + together));
      List<Evidence> evidence = answers.together(part);
      evidence.forEach(one -> rows.add(one.probabilities()));
      refused.addAll(
          refuse == null
              ? Collections.nCopies(part.size(), Optional.empty())
              : refuse.look(part, evidence));
    }
    requireFinite(rows, names);
    List<double[]> answered =
        correction == null ? rows : corrected(cells, batches, rows, correction);
    List<double[]> scaled = new ArrayList<>();
    for (int i = 0; i < answered.size(); i++) {
      double[] row = scaled(answered.get(i));
      stopIfInterrupted(i);
      boolean again = !answersAreExact() && edges.isNear(Arrays.stream(row).boxed().toList());
      scaled.add(again ? scaled(answers.alone(cells.get(i)).probabilities()) : row);
    }
    requireFinite(scaled, names);
    List<CellAnswer> all = new ArrayList<>();
    for (int i = 0; i < scaled.size(); i++) {
      all.add(new CellAnswer(scaled.get(i), refused.get(i)));
    }
    return all;
  }

  /** {@return what refuses images; empty if the model has nothing to refuse by, as older models} */
  public Optional<RefusalModel> refusal() {
    return Optional.ofNullable(model.refusal());
  }

  /** {@return whether maps of the model can be believed; empty if that was not checked} */
  public Optional<MapCheck> mapCheck() {
    return Optional.ofNullable(model.mapCheck());
  }

  /**
   * What the model makes of images before its decision rule, computed together.
   *
   * @param cells decoded images of any size
   * @return what it makes of each; rounding depends on the images that are asked about together
   * @throws RunException if the thread is interrupted, within a few images
   */
  public List<Evidence> evidence(List<CellPixels> cells) {
    List<Evidence> all = new ArrayList<>();
    for (int start = 0; start < cells.size(); start += together) {
      stopIfInterrupted(all.size());
      all.addAll(answers.together(cells.subList(start, Math.min(cells.size(), start + together))));
    }
    return all;
  }

  /**
   * What the model makes of one image, the same to the bit whatever else is asked about.
   *
   * @param cell a decoded image of any size
   */
  public Evidence evidence(CellPixels cell) {
    return answers.alone(cell);
  }

  /**
   * Measures the part of an image that the model looks at.
   *
   * @param cell a decoded image of any size
   */
  public ImageMeasures measures(CellPixels cell) {
    return ImageMeasures.of(description().input().cropped(cell));
  }

  /**
   * Returns how many features come of each network, in their order; empty if they are hand-crafted.
   */
  public int[] featureBlocks() {
    return description().pipeline().handcrafted()
        ? new int[0]
        : description().members().stream()
            .mapToInt(
                member ->
                    (int) new NetworkPlan(member.network()).shape(Layers.Point.FEATURES).elements())
            .toArray();
  }

  /** A probability that is no number would be classified as if it were a low one. */
  private void requireFinite(List<double[]> rows, IntFunction<String> names) {
    for (int i = 0; i < rows.size(); i++) {
      if (!Arrays.stream(rows.get(i)).allMatch(Double::isFinite)) {
        throw InputException.in(
            name,
            "its answer for %s is not a finite number; the model is damaged or did not train, take another"
                .formatted(names.apply(i)));
      }
    }
  }

  private static void stopIfInterrupted(int done) {
    Interruption.ofThisThread().check("classifying, after " + Counted.of(done, "image"));
  }

  /** Whether an answer is not to be computed once more: it is exact, or it is the batch's. */
  private boolean answersAreExact() {
    return answers.areAlwaysAlone() || isTransductive();
  }

  /** Whether rounding could decide about an image by a rule that this model may yet get. */
  boolean decidesByRounding(DecisionRule rule, List<Double> scaled) {
    return !answersAreExact()
        && DecisionEdges.of(rule, description().classSet(), NEAR).isNear(scaled);
  }

  /** Unscaled probabilities of a cell, whatever else is asked about. */
  double[] alone(CellPixels cell) {
    double[] row = answers.alone(cell).probabilities();
    requireFinite(List.of(row), i -> "an image alone");
    return row;
  }

  /**
   * What learners see of images.
   *
   * @param cells decoded images
   * @return a row of numbers for each
   * @throws RunException if the thread is interrupted, within a few images
   */
  public List<double[]> features(List<CellPixels> cells) {
    List<double[]> rows = new ArrayList<>();
    for (CellPixels cell : cells) {
      Interruption.ofThisThread()
          .check("features were taken, after " + Counted.of(rows.size(), "image"));
      rows.add(featuring.features(cell));
    }
    return rows;
  }

  /** {@return what explanations ask each of the networks that answer; none if learners do} */
  public List<ExplainedNetwork> explained() {
    if (!model.learners().isEmpty()) {
      return List.of();
    }
    double weights = description().members().stream().mapToDouble(EnsembleMember::weight).sum();
    List<ExplainedNetwork> explained = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      double weight = description().members().get(i).weight() / weights;
      explained.add(members.get(i).explained(i, weight));
    }
    return explained;
  }

  /** {@return the layers of the first network that have weights, the last first} */
  public List<String> layers() {
    List<String> layers = new ArrayList<>(model.networks().get(0).plan().layers());
    Collections.reverse(layers);
    return layers;
  }

  /**
   * Returns the same model whose networks' last layers are drawn anew.
   *
   * @param part of the layers of each network, above 0 to 1
   * @param seed what they are drawn from
   * @return the predictor; the caller closes it
   */
  public Predictor randomised(double part, long seed) {
    List<Network> networks = new ArrayList<>();
    try {
      for (Network network : model.networks()) {
        int all = network.plan().layers().size();
        int layers = Math.max(1, (int) Math.round(part * all));
        networks.add(network.withRandomLayers(layers, seed + networks.size(), sight.device()));
      }
      return new Predictor(
          new ModelFile(networks, description()), sight.device(), InferenceMode.FIRST_RESULT);
    } catch (RuntimeException | Error e) {
      networks.forEach(Network::close);
      throw e;
    }
  }

  /** {@return the learners that answer; none if networks do} */
  public List<FittedLearner> learners() {
    return model.learners();
  }

  /** {@return names of the features that learners see; none if they are a network's} */
  public List<String> featureNames() {
    return description().pipeline().handcrafted() ? HandcraftedFeatures.names() : List.of();
  }

  /**
   * Returns whether an image shows a cell cut out on black.
   *
   * @param cell a decoded image
   */
  public static boolean isCutOut(CellPixels cell) {
    return ForegroundLevel.of(cell).area()
        < MOST_OF_A_FIELD * cell.frameHeight() * cell.frameWidth();
  }

  /**
   * Returns which pixels of an image are the cell's.
   *
   * @param cell a decoded image
   * @return (height, width) of the image's frame, row by row
   */
  public boolean[] cell(CellPixels cell) {
    SegmentationMode own = description().input().segmentation();
    boolean[] window =
        isCutOut(cell)
            ? ForegroundLevel.of(cell).shown(cell)
            : MaskedCell.cut(
                    cell,
                    own == SegmentationMode.NONE ? SegmentationMode.OTSU : own,
                    sight.device())
                .mask();
    boolean[] frame = new boolean[cell.frameHeight() * cell.frameWidth()];
    for (int row = 0; row < cell.height(); row++) {
      int to = (cell.top() + row) * cell.frameWidth() + cell.left();
      System.arraycopy(window, row * cell.width(), frame, to, cell.width());
    }
    return frame;
  }

  private double[] scaled(double[] row) {
    return description().rule().scaling().apply(Arrays.stream(row).boxed().toList()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /**
   * Refuses a batch of images that correct each other, if Java's memory can't hold what that needs.
   *
   * @param images how many there are in the batch, or are known to be in it so far
   * @param decoded bytes of the decoded images
   * @throws org.allnet.data.OptionException if it can't
   */
  public void requireRoom(int images, long decoded) {
    if (correctionMemory != null) {
      correctionMemory.check(images, decoded, Runtime.getRuntime().maxMemory());
    }
  }

  /** The images that correct each other: all, or those of a subject. */
  private static Collection<List<Integer>> batches(
      List<String> subjects, PredictionPipeline.Correction correction) {
    Map<String, List<Integer>> batches = new LinkedHashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      String batch = correction.bySubject() ? subjects.get(i) : "";
      batches.computeIfAbsent(batch, key -> new ArrayList<>()).add(i);
    }
    return batches.values();
  }

  private List<double[]> corrected(
      List<CellPixels> cells,
      Collection<List<Integer>> batches,
      List<double[]> rows,
      PredictionPipeline.Correction correction) {
    double[][] corrected = new double[cells.size()][];
    for (List<Integer> batch : batches) {
      double[] fractions =
          fractions(
              corrected(
                  batch.stream().map(cells::get).toList(),
                  batch.stream().map(rows::get).toList(),
                  correction,
                  false));
      int positive = description().classSet().positive();
      for (int i = 0; i < fractions.length; i++) {
        double[] row = new double[2];
        row[positive] = fractions[i];
        row[1 - positive] = 1 - fractions[i];
        corrected[batch.get(i)] = row;
      }
    }
    return Arrays.asList(corrected);
  }

  /**
   * Returns what images make of each other's answers, as one batch.
   *
   * @param cells decoded images, of one subject if the model corrects by subject
   * @return what became of each, and by whose votes; empty if the model corrects nothing
   * @throws InputException if the model's answer is not finite
   * @throws RunException if the thread is interrupted, within a few images
   * @throws org.allnet.data.OptionException if Java's memory can't hold what that needs
   */
  public List<CorrectedCell> corrections(List<CellPixels> cells) {
    PredictionPipeline.Correction correction = description().pipeline().correction();
    if (correction == null) {
      return List.of();
    }
    requireRoom(cells.size(), cells.stream().mapToLong(cell -> cell.rgb().length).sum());
    List<double[]> rows = evidence(cells).stream().map(Evidence::probabilities).toList();
    requireFinite(rows, i -> "image %d of %d".formatted(i + 1, cells.size()));
    NeighbourhoodCorrection.Corrected corrected = corrected(cells, rows, correction, true);
    double[] fractions = fractions(corrected);
    Ballot ballot = corrected.ballot();
    List<CorrectedCell> found = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      found.add(
          new CorrectedCell(
              rows.get(i)[description().classSet().positive()],
              fractions[i],
              ballot == null ? 0 : ballot.mixtures(),
              ballot == null
                  ? List.of()
                  : ballot.on(i, correction.options().neighbours()).stream()
                      .map(
                          vote -> new CorrectedCell.Voter(vote.image(), vote.times(), vote.blast()))
                      .toList()));
    }
    return found;
  }

  private NeighbourhoodCorrection.Corrected corrected(
      List<CellPixels> cells,
      List<double[]> rows,
      PredictionPipeline.Correction correction,
      boolean voters) {
    int positive = description().classSet().positive();
    List<BackboneFeatures> backbones = new ArrayList<>();
    for (EnsembleNetwork member : members) {
      List<float[][]> images = new ArrayList<>();
      for (int start = 0; start < cells.size(); start += together) {
        Interruption.ofThisThread()
            .check("images were described, after " + Counted.of(images.size(), "image"));
        images.addAll(
            member.descriptors(cells.subList(start, Math.min(cells.size(), start + together))));
      }
      backbones.add(new BackboneFeatures(images));
    }
    return NeighbourhoodCorrection.correct(
        backbones,
        rows.stream().mapToDouble(row -> Math.min(1, row[positive])).toArray(),
        correction.prevalence(),
        correction.options(),
        voters);
  }

  /** The fraction of the corrections that label an image positive, for each image of a batch. */
  private static double[] fractions(NeighbourhoodCorrection.Corrected corrected) {
    double[] fractions = corrected.fraction().clone();
    for (int i = 0; i < fractions.length; i++) {
      // an even split has a label too, and the more probable class has to be it
      boolean blast = corrected.blast()[i];
      fractions[i] =
          blast ? Math.max(fractions[i], 0.5 + EVEN) : Math.min(fractions[i], 0.5 - EVEN);
    }
    return fractions;
  }

  @Override
  public void close() {
    members.forEach(EnsembleNetwork::close);
    if (owner) {
      model.close();
    }
  }
}
