package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.prediction.AnswerFile;
import org.allnet.evaluation.prediction.ImageAnswer;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.Classification;
import org.allnet.inference.ClassificationJob;
import org.allnet.inference.Classifier;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.window.InferenceMode;
import org.allnet.inference.image.input.SightCheck;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.image.pixels.DecodedCells;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.PredictionPipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet predict}: what a model says of new images. */
@Command(
    name = "predict",
    description = {
      "Classify images with a trained model, one line per image.",
      "",
      "A broken image, or one of which nothing is to be seen, is named and skipped, the others are",
      "done; the exit code is then 1."
    })
public final class PredictCommand extends Subcommand {

  /** So many images take longer to prepare for than is saved. */
  private static final int FEW = 8;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a finished run.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  @Option(
      names = "--sets",
      description = "Also give each image's prediction set: the classes that can't be ruled out.")
  private boolean sets;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = {
        "Whose images these are: one subject's. For models that correct the images of a subject by",
        "each other, which need it; it is kept in the CSV."
      })
  private @Nullable String subject;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Also write the answers as CSV: answer, class, reason and probabilities. With a column"
              + " 'label' added, 'evaluate --predictions' judges it.")
  private @Nullable Path csv;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or cuda. Default: ${DEFAULT-VALUE}.")
  private String device = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the tensor engine on the processor. Default: one for each core.")
  private @Nullable Integer threads;

  @Override
  public Integer call() {
    if (csv == null) {
      refuse("without --csv: no file is written", OverwriteMixin.OPTION);
    }
    ModelMixin chosen = ModelMixin.of(model);
    model = chosen.file();
    if (chosen.told() != null) {
      status(chosen.told());
    }
    ImageFiles images = ImageFiles.find(paths);
    if (csv != null) {
      List<Path> inputs = new ArrayList<>(List.of(model));
      images.images().forEach(image -> inputs.add(image.file()));
      overwrite.checkPredictions("--csv", csv, RunPredictions.FILE, inputs);
    }
    images.notes().forEach(note -> status("note: " + note));
    List<String> problems = new ArrayList<>(images.problems());
    ComputeDevice where = ComputeDevice.of(device);
    if (threads != null) {
      where.setThreads(threads);
    }
    List<Classification> classified = new ArrayList<>();
    List<Classification> unseen = new ArrayList<>();
    List<Unanswered> failed = new ArrayList<>();
    ModelDescription description;
    ImageOrigins origins;
    try (FirstLine line = ifSilent("loading " + model);
        Classifier classifier =
            Classifier.load(
                model,
                where,
                images.images().size() <= FEW
                    ? InferenceMode.FIRST_RESULT
                    : InferenceMode.THROUGHPUT);
        DecodedCells cells =
            new DecodedCells(images.images(), new ImageDecoder(DecodeLimits.DEFAULTS));
        Progress progress = progress("classifying", "images", images.images().size())) {
      description = classifier.description();
      origins = new ImageOrigins(images, classifier.seen());
      requireSubject(description);
      PredictionPipeline.Correction correction = description.pipeline().correction();
      if (csv == null && (correction == null || !correction.bySubject())) {
        refuse("without --csv: the model corrects no images by their subject", "--subject");
      }
      if (description.rule().sets() == null) {
        refuse("here: the model knows no prediction sets", "--sets");
      }
      requireMostKept(classifier.sight(), images);
      ClassificationJob.run(
          origins.watching(cells),
          classifier,
          cell -> {
            if (cell.nothingToSee().isPresent()) {
              unseen.add(cell);
            } else {
              classified.add(cell);
              if (!json) {
                print(cell, classifier.description().classSet());
              }
            }
            progress.reach(classified.size() + unseen.size());
          },
          (cell, failure) -> {
            String reason = "classifying failed: " + FailureLine.of(failure);
            problems.add(cell.name() + ": " + reason);
            failed.add(new Unanswered(cell.name(), reason));
          });
      for (DecodedCells.Problem problem : cells.problems()) {
        problems.add(problem.message());
        failed.add(new Unanswered(problem.image(), problem.reason()));
      }
      cells.notes().forEach(note -> status("note: " + note));
      for (Classification one : unseen) {
        String reason = DecisionWords.reason(one.decision());
        problems.add(one.image() + ": " + reason);
        failed.add(new Unanswered(one.image(), reason));
      }
    }
    if (description.transductive()) {
      status(
          "note: the model is transductive: these %d images corrected each other's labels, another batch may be answered otherwise"
              .formatted(classified.size()));
    }
    if (description.provenance().synthetic()) {
      status("warning: this model was trained on synthetic cells; it knows nothing of blood");
    }
    long syntheticImages = marked(classified, origins, FolderMark.SYNTHETIC);
    if (syntheticImages > 0) {
      status("warning: %d of the images are synthetic cells".formatted(syntheticImages));
    }
    long augmented = marked(classified, origins, FolderMark.AUGMENTED);
    if (augmented > 0) {
      status(
          "warning: %d of the images are augmented, several of one original; no metric can be made of them"
              .formatted(augmented));
    }
    String known = origins.known(classified.stream().map(Classification::image).toList());
    if (!known.isEmpty()) {
      status("warning: " + known);
    }
    boolean synthetic = syntheticImages > 0 || description.provenance().synthetic();
    if (json) {
      out()
          .println(
              JsonOutput.text(
                  asMap(
                      description, classified, unseen, problems, synthetic, augmented > 0, known)));
    }
    if (csv != null) {
      List<ImageAnswer> rows = answers(description, classified, failed, origins);
      AnswerFile.write(
          csv, description.classSet(), rows, description.rule().written(description.classSet()));
      status("written: %s, %d %s".formatted(csv, rows.size(), rows.size() == 1 ? "row" : "rows"));
    }
    problems.forEach(problem -> status("skipped: " + problem));
    if (!problems.isEmpty()) {
      status(
          "allnet: %d classified, %d skipped; see above"
              .formatted(classified.size(), problems.size()));
    }
    return problems.isEmpty() ? GOOD : FAILED;
  }

  private static long marked(
      List<Classification> classified, ImageOrigins origins, FolderMark mark) {
    return classified.stream().filter(cell -> origins.isMarked(cell.image(), mark)).count();
  }

  /** Looks at a sample first: if a set does not fit the model, no image of it is classified. */
  private void requireMostKept(SightCheck check, ImageFiles images) {
    if (!check.canErase() || images.images().size() < SightSurvey.LEAST_SET) {
      return;
    }
    try (DecodedCells cells =
        new DecodedCells(
            SightSurvey.sample(images.images()), new ImageDecoder(DecodeLimits.DEFAULTS))) {
      int sampled = Math.min(SightSurvey.SAMPLE, images.images().size());
      try (StepProgress looking = steps()) {
        SightSurvey.of(
                check, cells, done -> looking.reached(WorkProgress.Step.SEGMENTING, done, sampled))
            .requireMostKept(String.join(" ", paths), true);
      }
    }
  }

  /** A batch that mixes subjects would be corrected otherwise than the model's metrics say. */
  private void requireSubject(ModelDescription description) {
    PredictionPipeline.Correction correction = description.pipeline().correction();
    if (correction != null && correction.bySubject() && subject == null) {
      throw new OptionException(
          model
              + ": corrects the images of a subject by each other; give one subject's images and say whose they are by --subject NAME, or a data set with subjects to 'evaluate'");
    }
  }

  private void print(Classification cell, ClassSet classes) {
    String positive = classes.positiveName();
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%s  %s  P(%s)=%.4f%s",
                cell.image(),
                DecisionWords.answer(cell.decision(), classes),
                positive,
                cell.probabilities().get(positive),
                sets ? "  {" + String.join(", ", cell.predictionSet()) + "}" : ""));
  }

  private Map<String, Object> asMap(
      ModelDescription description,
      List<Classification> classified,
      List<Classification> unseen,
      List<String> problems,
      boolean synthetic,
      boolean augmented,
      String known) {
    List<Map<String, Object>> images = new ArrayList<>();
    for (Classification cell : classified) {
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("image", cell.image());
      image.put("predicted", cell.predicted().orElse(null));
      image.put("answer", DecisionWords.answer(cell.decision(), description.classSet()));
      if (sets) {
        image.put("set", cell.predictionSet());
      }
      image.put("probabilities", cell.probabilities());
      images.add(image);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model.toString());
    map.put("synthetic", synthetic);
    map.put("augmented", augmented);
    map.put("warnings", known.isEmpty() ? List.of() : List.of(known));
    map.put("transductive", description.transductive());
    map.put("ruleChosenAnew", description.provenance().ruleChosen() != null);
    map.put("foreignWeights", description.provenance().foreignWeights());
    description.provenance().keptApart().ifPresent(protocol -> map.put("protocol", protocol.key()));
    map.put("classes", description.classes());
    map.put("positive", description.positive());
    map.put("rule", description.rule().toJson());
    map.put("images", images);
    map.put("unanswered", unseen.stream().map(PredictCommand::unanswered).toList());
    map.put("problems", problems);
    return map;
  }

  private static Map<String, String> unanswered(Classification one) {
    return Map.of(
        "image", one.image(),
        "cause", one.nothingToSee().orElseThrow().key(),
        "reason", DecisionWords.reason(one.decision()));
  }

  /** A row for each image: the answers, then the images without one. */
  private List<ImageAnswer> answers(
      ModelDescription model,
      List<Classification> classified,
      List<Unanswered> failed,
      ImageOrigins origins) {
    List<ImageAnswer> answers = new ArrayList<>();
    for (Classification cell : classified) {
      answers.add(
          new ImageAnswer(
              cell.image(),
              subject,
              DecisionWords.answer(cell.decision(), model.classSet()),
              cell.predicted().orElse(""),
              DecisionWords.reason(cell.decision()),
              origins.of(cell.image(), model),
              List.copyOf(cell.probabilities().values())));
    }
    for (Unanswered one : failed) {
      answers.add(
          new ImageAnswer(
              one.image(),
              subject,
              ImageAnswer.NONE,
              "",
              one.reason(),
              origins.of(one.image(), model),
              List.of()));
    }
    return answers;
  }
}
