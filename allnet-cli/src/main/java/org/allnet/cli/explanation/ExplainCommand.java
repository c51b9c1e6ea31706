package org.allnet.cli.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.cli.network.AcceptanceMixin;
import org.allnet.cli.network.AskedImagesMixin;
import org.allnet.cli.network.ImageOrigins;
import org.allnet.cli.network.SkippedImages;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.data.OptionName;
import org.allnet.data.WorkProgress;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.explanation.MapCheckJson;
import org.allnet.explain.Explainer;
import org.allnet.explain.ExplanationOptions;
import org.allnet.explain.ImageSet;
import org.allnet.explain.MethodCheck;
import org.allnet.explain.SetImage;
import org.allnet.explain.gradient.Baseline;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.InferenceMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet explain}: what a model looked at. */
@Command(
    name = "explain",
    description = {
      "Show what a model looked at: a map for each image, and a page.",
      "",
      "If an image is broken or shows nothing, it is named and skipped, and the others are",
      "explained. The exit code is then 1."
    })
public final class ExplainCommand extends Subcommand {

  /** So many images take longer to prepare for than is saved. */
  private static final int FEW = 8;

  private static final String PAGE = "index.html";

  private static final String CHECK = "check.json";

  private static final String NEIGHBOURS = "neighbours.json";

  @Mixin private AskedImagesMixin asked = new AskedImagesMixin();

  private Path model = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "How: hirescam (the default), grad-cam, integrated-gradients, occlusion or shap; features (the"
              + " default) if learners on features answer.")
  private @Nullable String method;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class to explain. By default each image's predicted class.")
  private @Nullable String label;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description =
          "What stands for the absence of the cell or a part of it: black (the default), mean (the"
              + " cell's mean colour) or blurred. For integrated-gradients, occlusion and shap.")
  private @Nullable String baseline;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Points between baseline and image, for integrated-gradients. Default: 64.")
  private @Nullable Integer steps;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Masks that each image is asked about, for shap. Default: 512.")
  private @Nullable Integer samples;

  @Option(
      names = "--check",
      description =
          "Also check on up to 16 of the images whether the method's maps can be believed:"
              + " randomised layers, deletion and insertion.")
  private boolean check;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private ThreadsMixin threads = new ThreadsMixin();

  @Override
  public Integer call() {
    ExplanationOptions options = options();
    model = asked.model(this::status);
    ImageFiles images = asked.images();
    List<Path> inputs = new ArrayList<>(List.of(model));
    images.images().forEach(image -> inputs.add(image.file()));
    overwrite.checkImages(OptionName.OUT, out, images.folders(), inputs);
    images.notes().forEach(note -> status("note: " + note));
    EarlierFiles earlier = EarlierFiles.in(out);
    ExplanationOutcome outcome;
    try (ResumeHint hint = ResumeHint.onImages(out, this::status);
        FirstLine line = ifSilent("loading " + model);
        Classifier classifier = open(images.images().size())) {
      Explainer explainer = new Explainer(classifier, options);
      if (explainer.method() == ExplanationMethod.FEATURES) {
        refuse("here: contributions of features are no maps", "--check");
      }
      requireVisible(classifier, images);
      ImageOrigins origins = new ImageOrigins(images, classifier.model());
      List<MapTrust> trusts = trusts(explainer, images.images());
      outcome =
          new ExplanationOutcome(
              images,
              explainer,
              classifier.model().classes(),
              MapTrust.gravest(trusts),
              out()::println);
      try (Progress progress = progress("explaining", "images", images.images().size());
          DecodedCells cells =
              new DecodedCells(origins.watched(), new ImageDecoder(DecodeLimits.DEFAULTS))) {
        outcome.explain(cells, out, progress);
        for (DecodedCells.Problem problem : cells.problems()) {
          outcome.skip(problem.message().in(CommandLineWording.TYPED));
        }
        cells.notes().forEach(note -> status("note: " + note));
      }
      List<String> warnings = warnings(classifier.model(), origins, outcome.cards());
      RefusedBatch.warning(outcome.refused(), outcome.answered()).ifPresent(warnings::add);
      if (outcome.places() == 1) {
        warnings.add(
            "at this model's input size the network's last map has a single place, so these maps can't tell where it looked; ask with --method occlusion, shap or integrated-gradients");
      }
      warnings.forEach(warning -> status("warning: " + warning));
      if (!classifier.model().refusesImages()) {
        status("note: " + AcceptanceMixin.CANT_TELL);
        warnings.add(AcceptanceMixin.CANT_TELL); // of the page, which has no notes
      }
      Neighbours neighbours = neighbours(explainer, classifier.model(), outcome);
      trusts.stream().filter(MapTrust::fails).forEach(one -> status("warning: " + one.words()));
      if (!outcome.cards().isEmpty()) {
        writePage(explainer, classifier.model(), outcome, warnings, neighbours, trusts);
      }
    }
    earlier.warning().ifPresent(warning -> status("warning: " + warning));
    SkippedImages aside = new SkippedImages(outcome.skipped(), outcome.lines(), images.problems());
    return aside.tell(outcome.cards().size() + " explained", this::status) ? GOOD : FAILED;
  }

  /** Who corrected the answers: the images of this batch, by each other. */
  private Neighbours neighbours(Explainer explainer, ModelFacts model, ExplanationOutcome outcome) {
    if (!model.isTransductive() || outcome.batch().isEmpty()) {
      return Neighbours.NONE;
    }
    Neighbours found =
        Neighbours.of(model.classes(), outcome.batch(), explainer.corrections(outcome.batch()));
    found.lines().forEach(out()::println);
    AtomicFile.writeText(out.resolve(NEIGHBOURS), found.json());
    return found;
  }

  /**
   * What the model file says of the method, and what is measured now: before the first map is
   * written, so that each can be marked. The features of learners are no maps.
   */
  private List<MapTrust> trusts(Explainer explainer, List<ImageFiles.Named> images) {
    List<MapTrust> trusts = new ArrayList<>();
    if (explainer.method() != ExplanationMethod.FEATURES) {
      Optional<MapCheck> now = check ? checked(explainer, images) : Optional.empty();
      MapTrust ofTraining = MapTrust.ofTraining(explainer);
      if (now.isEmpty() || ofTraining.isChecked()) {
        trusts.add(ofTraining);
      }
      now.map(MapTrust::of).ifPresent(trusts::add);
    }
    return trusts;
  }

  private ExplanationOptions options() {
    ExplanationOptions defaults = ExplanationOptions.DEFAULTS;
    ExplanationMethod how = method == null ? null : ExplanationMethod.named(method);
    if (how != ExplanationMethod.INTEGRATED_GRADIENTS) {
      refuse("without --method integrated-gradients", "--steps");
    }
    if (how != ExplanationMethod.SHAP) {
      refuse("without --method shap", "--samples");
    }
    if (how == null || how == ExplanationMethod.GRAD_CAM || how == ExplanationMethod.HIRES_CAM) {
      refuse(
          "here: class activation maps need nothing that stands for an absent cell", "--baseline");
    }
    if (how == ExplanationMethod.FEATURES) {
      refuse("here: features are compared with those of training", "--baseline");
    }
    return new ExplanationOptions(
        how,
        label,
        baseline == null ? defaults.baseline() : Baseline.named(baseline),
        steps == null ? defaults.steps() : steps,
        samples == null ? defaults.samples() : samples);
  }

  private Classifier open(int images) {
    Classifier.Builder builder =
        Classifier.builder(model)
            .device(device.device())
            .mode(images <= FEW ? InferenceMode.FIRST_RESULT : InferenceMode.THROUGHPUT);
    threads.threads().ifPresent(builder::threads);
    return builder.open();
  }

  /** Looks at a sample first: if a set does not fit the model, no image of it is explained. */
  private void requireVisible(Classifier classifier, ImageFiles images) {
    try (StepProgress looking = steps()) {
      classifier.requireVisible(
          images.images(),
          asked.name(),
          (done, sampled) -> looking.reached(WorkProgress.Step.SEGMENTING, done, sampled));
    }
  }

  /** Checks the method on some of the images, and prints what came of it. */
  private Optional<MapCheck> checked(Explainer explainer, List<ImageFiles.Named> images) {
    Map<String, CellPixels> examples = CheckExamples.of(images);
    Optional<MapCheck> result;
    try (Progress progress = progress("checking", "steps", MethodCheck.steps(examples.size()))) {
      result =
          new ImageSet(
                  examples.keySet().stream().map(SetImage::unlabelled).toList(),
                  name -> Objects.requireNonNull(examples.get(name)))
              .check(explainer, progress::reach);
    }
    result.ifPresent(
        found -> {
          out().println("check: " + found.verdict());
          found.lines().forEach(line -> out().println("  " + line));
          AtomicFile.writeText(out.resolve(CHECK), JsonOutput.text(MapCheckJson.of(found)) + "\n");
        });
    return result;
  }

  private static List<String> warnings(
      ModelFacts model, ImageOrigins origins, List<ExplanationCard> cards) {
    List<String> warnings = new ArrayList<>();
    List<String> names = cards.stream().map(ExplanationCard::image).toList();
    if (model.isSynthetic()) {
      warnings.add("this model was trained on synthetic cells; it knows nothing of blood");
    }
    long synthetic =
        names.stream().filter(name -> origins.isMarked(name, FolderMark.SYNTHETIC)).count();
    if (synthetic > 0) {
      warnings.add("%d of the images are synthetic cells".formatted(synthetic));
    }
    if (model.isTransductive()) {
      warnings.add(
          "the model corrects images by each other; the maps explain what its networks say of each alone");
    }
    String known = origins.known(names);
    if (!known.isEmpty()) {
      warnings.add(known);
    }
    return warnings;
  }

  private void writePage(
      Explainer explainer,
      ModelFacts facts,
      ExplanationOutcome outcome,
      List<String> warnings,
      Neighbours neighbours,
      List<MapTrust> trusts) {
    Path page = out.resolve(PAGE);
    AtomicFile.writeText(
        page,
        new ExplanationPage(
                facts.title(),
                explainer.method(),
                outcome.signed(),
                outcome.resolution(),
                facts.classes().positiveName(),
                outcome.cards(),
                warnings,
                neighbours,
                trusts,
                outcome.aside())
            .html());
    status(
        "written: %s, and what was found of %d %s beside it"
            .formatted(
                page, outcome.cards().size(), outcome.cards().size() == 1 ? "image" : "images"));
  }
}
