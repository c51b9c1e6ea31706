package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.ImageFiles;
import org.allnet.evaluation.decision.AnswerFile;
import org.allnet.evaluation.decision.ImageAnswer;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet predict}: what a model says of new images. */
@Command(
    name = "predict",
    description = {
      "Classify images with a trained model, one line per image.",
      "",
      "An image that is unlike the images of training, or poor, is referred with that reason.",
      "",
      "If an image is broken or shows nothing, it is named and skipped, and the others are",
      "classified. The exit code is then 1."
    })
public final class PredictCommand extends Subcommand {

  @Mixin private AskedImagesMixin asked = new AskedImagesMixin();

  private Path model = Path.of("");

  @Option(
      names = "--sets",
      description = "Also give each image's prediction set: the classes that can't be ruled out.")
  private boolean sets;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description =
          "The subject of all these images. A model that corrects the images of a subject by each"
              + " other needs it. It is kept in the CSV.")
  private @Nullable String subject;

  @Mixin private AcceptanceMixin acceptance = new AcceptanceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Also write the answers as CSV: answer, class, reason and probabilities. If you add a"
              + " column 'label', 'evaluate --predictions' evaluates it.")
  private @Nullable Path csv;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private ThreadsMixin threads = new ThreadsMixin();

  @Override
  public Integer call() {
    if (csv == null) {
      refuse("without --csv: no file is written", OverwriteMixin.OPTION);
    }
    model = asked.model(this::status);
    ImageFiles images = asked.images();
    if (csv != null) {
      List<Path> inputs = new ArrayList<>(List.of(model));
      images.images().forEach(image -> inputs.add(image.file()));
      overwrite.checkPredictions(OptionName.CSV, csv, RunPredictions.FILE, inputs);
    }
    images.notes().forEach(note -> status("note: " + note));
    BatchAnswers answers;
    ModelFacts facts;
    ImageOrigins origins;
    try (FirstLine line = ifSilent("loading " + model);
        Classifier classifier = open(images.images().size());
        Progress progress = progress("classifying", "images", images.images().size())) {
      facts = classifier.model();
      origins = new ImageOrigins(images, facts);
      requireSubject(facts);
      if (csv == null && !facts.correctsBySubject()) {
        refuse("without --csv: the model corrects no images by their subject", "--subject");
      }
      if (facts.rule().sets() == null) {
        refuse("here: the model knows no prediction sets", "--sets");
      }
      acceptance.check(facts, this::status, reason -> refuse(reason, AcceptanceMixin.OPTION));
      requireVisible(classifier, images);
      ClassSet classes = facts.classes();
      answers =
          new BatchAnswers(
              images,
              cell -> {
                if (!json.isWanted()) {
                  out().println(PredictionOutput.line(cell, classes, sets));
                }
              },
              progress::reach);
      classifier.classifyAll(origins.watched(), answers);
      answers.notes().forEach(note -> status("note: " + note));
    }
    BatchWarnings warnings = BatchWarnings.of(facts, images, answers, origins);
    warnings.lines().forEach(this::status);
    PredictionOutput output = new PredictionOutput(model, facts, answers, warnings);
    if (json.isWanted()) {
      out().println(JsonOutput.text(output.map(images.problems(), sets, acceptance.isWanted())));
    }
    if (csv != null) {
      List<ImageAnswer> rows = output.rows(subject, origins);
      AnswerFile.write(csv, facts.classes(), rows, facts.rule().written(facts.classes()));
      status("written: %s, %s".formatted(csv, Counted.of(rows.size(), "row")));
    }
    SkippedImages aside =
        new SkippedImages(
            answers.failed().size() + answers.unseen().size(),
            answers.skipped(),
            images.problems());
    return aside.tell(answers.classified().size() + " classified", this::status) ? GOOD : FAILED;
  }

  private Classifier open(int images) {
    Classifier.Builder builder = asked.builder(model, images, device, threads);
    if (acceptance.isWanted()) {
      builder.acceptAnything();
    }
    return builder.open();
  }

  /** Looks at a sample first: if a set does not fit the model, no image of it is classified. */
  private void requireVisible(Classifier classifier, ImageFiles images) {
    try (StepProgress looking = steps()) {
      asked.requireVisible(classifier, images, looking);
    } catch (InputException e) {
      WholeFields.note(images.images()).ifPresent(note -> status(Sentence.of("note: %s", note)));
      throw e;
    }
  }

  /** A batch that mixes subjects would be corrected otherwise than the model's metrics say. */
  private void requireSubject(ModelFacts facts) {
    if (facts.correctsBySubject() && subject == null) {
      throw OptionException.ofKey(
          "subject",
          null,
          Sentence.of(
              "%s: corrects the images of a subject by each other; give one subject's images and say whose they are by --subject NAME, or a data set with subjects to 'evaluate'",
              model));
    }
  }
}
