package org.allnet.cli.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.cli.network.AskedImagesMixin;
import org.allnet.cli.network.ImageOrigins;
import org.allnet.cli.network.SkippedImages;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.data.OptionName;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.Explainer;
import org.allnet.explain.ExplanationOptions;
import org.allnet.explain.gradient.Baseline;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.report.content.ExplanationCard;
import org.allnet.report.content.ExplanationReport;
import org.allnet.report.content.MapTrust;
import org.allnet.report.content.Neighbours;
import org.allnet.report.page.ExplanationPage;
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

  private static final String PAGE = "index.html";

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
        Classifier classifier =
            asked.builder(model, images.images().size(), device, threads).open()) {
      Explainer explainer = new Explainer(classifier, options);
      if (explainer.method() == ExplanationMethod.FEATURES) {
        refuse("here: contributions of features are no maps", "--check");
      }
      try (StepProgress looking = steps()) {
        asked.requireVisible(classifier, images, looking);
      }
      ImageOrigins origins = new ImageOrigins(images, classifier.model());
      // Before the first map is written, so that each can be marked.
      List<MapTrust> trusts =
          new MapTrusts(
                  explainer,
                  out,
                  found -> out().println(found),
                  count -> progress("checking", "steps", count))
              .of(images.images(), check);
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
        status("note: " + RefusedBatch.CANT_TELL);
        warnings.add(RefusedBatch.CANT_TELL); // of the page, which has no notes
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
        NeighboursOutput.of(
            model.classes(), outcome.batch(), explainer.corrections(outcome.batch()));
    NeighboursOutput.lines(found).forEach(out()::println);
    AtomicFile.writeText(out.resolve(NEIGHBOURS), NeighboursOutput.json(found));
    return found;
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
        ExplanationPage.of(
            new ExplanationReport(
                new ExplanationReport.Asked(
                    facts.title(), explainer.method(), facts.classes().positiveName()),
                new ExplanationReport.MapLegend(outcome.signed(), outcome.resolution(), trusts),
                outcome.cards(),
                neighbours,
                warnings,
                outcome.aside())));
    status(
        "written: %s, and what was found of %d %s beside it"
            .formatted(
                page, outcome.cards().size(), outcome.cards().size() == 1 ? "image" : "images"));
  }
}
