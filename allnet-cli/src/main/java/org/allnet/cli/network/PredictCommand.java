package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.FailureLine;
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
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.decision.AnswerFile;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.ImageAnswer;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.InferenceMode;
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

  /** So many images take longer to prepare for than is saved. */
  private static final int FEW = 8;

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
    List<String> skipped = new ArrayList<>(images.unreadLines());
    List<Classification> classified = new ArrayList<>();
    List<Classification> unseen = new ArrayList<>();
    List<Unanswered> failed = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    List<Unanswered> unreadRows = new ArrayList<>();
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
      List<String> notes = new ArrayList<>();
      ClassSet classes = facts.classes();
      classifier.classifyAll(
          origins.watched(),
          new BatchListener() {
            @Override
            public void classified(Classification cell) {
              if (cell.nothingToSee().isPresent()) {
                unseen.add(cell);
              } else {
                classified.add(cell);
                if (!json.isWanted()) {
                  print(cell, classes);
                }
              }
              progress.reach(classified.size() + unseen.size());
            }

            @Override
            public void failed(FailedImage image) {
              if (image instanceof FailedImage.Unreadable one) {
                unread.add(one.message().in(CommandLineWording.TYPED));
                unreadRows.add(new Unanswered(one.image(), one.reason()));
              } else if (image instanceof FailedImage.EngineFailed one) {
                String reason = "classifying failed: " + FailureLine.of(one.failure());
                skipped.add(one.image() + ": " + reason);
                failed.add(new Unanswered(one.image(), reason));
              }
            }

            @Override
            public void note(String note) {
              notes.add(note);
            }
          });
      skipped.addAll(unread);
      failed.addAll(unreadRows);
      images.unread().forEach(one -> failed.add(new Unanswered(one.image().name(), one.reason())));
      notes.forEach(note -> status("note: " + note));
      for (Classification one : unseen) {
        skipped.add(one.image() + ": " + DecisionWords.reason(one.decision()));
      }
    }
    if (facts.isTransductive()) {
      status(
          "note: the model is transductive: these %s corrected each other's labels, another batch may be answered otherwise"
              .formatted(Counted.of(classified.size(), "image")));
    }
    if (facts.isSynthetic()) {
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
    long refused = unseen.size() + classified.stream().filter(Classification::isRefused).count();
    Optional<String> unlike =
        RefusedBatch.warning(refused, (long) unseen.size() + classified.size());
    unlike.ifPresent(warning -> status("warning: " + warning));
    Optional<Sentence> fields =
        WholeFields.note(facts.refusesImages() ? refused(images, classified) : images.images());
    fields.ifPresent(this::note);
    List<String> warnings =
        Stream.of(
                Stream.of(known).filter(text -> !text.isEmpty()),
                unlike.stream(),
                fields.map(one -> one.in(CommandLineWording.TYPED)).stream())
            .flatMap(text -> text)
            .toList();
    boolean synthetic = syntheticImages > 0 || facts.isSynthetic();
    if (json.isWanted()) {
      out()
          .println(
              JsonOutput.text(
                  asMap(
                      facts,
                      classified,
                      unanswered(unseen, failed),
                      Stream.of(skipped, images.problems()).flatMap(List::stream).toList(),
                      synthetic,
                      augmented > 0,
                      warnings)));
    }
    if (csv != null) {
      List<ImageAnswer> rows = answers(facts, classified, failed, unseen, origins);
      AnswerFile.write(csv, facts.classes(), rows, facts.rule().written(facts.classes()));
      status("written: %s, %s".formatted(csv, Counted.of(rows.size(), "row")));
    }
    SkippedImages aside =
        new SkippedImages(failed.size() + unseen.size(), skipped, images.problems());
    return aside.tell(classified.size() + " classified", this::status) ? GOOD : FAILED;
  }

  private void note(Sentence sentence) {
    status(Sentence.of("note: %s", sentence));
  }

  /** All images but those that the model answers. */
  private static List<ImageFiles.Named> refused(
      ImageFiles images, List<Classification> classified) {
    Set<String> accepted =
        classified.stream()
            .filter(one -> !one.isRefused())
            .map(Classification::image)
            .collect(Collectors.toSet());
    return images.images().stream().filter(one -> !accepted.contains(one.name())).toList();
  }

  private static long marked(
      List<Classification> classified, ImageOrigins origins, FolderMark mark) {
    return classified.stream().filter(cell -> origins.isMarked(cell.image(), mark)).count();
  }

  private Classifier open(int images) {
    Classifier.Builder builder =
        Classifier.builder(model)
            .device(device.device())
            .mode(images <= FEW ? InferenceMode.FIRST_RESULT : InferenceMode.THROUGHPUT);
    threads.threads().ifPresent(builder::threads);
    if (acceptance.isWanted()) {
      builder.acceptAnything();
    }
    return builder.open();
  }

  /** Looks at a sample first: if a set does not fit the model, no image of it is classified. */
  private void requireVisible(Classifier classifier, ImageFiles images) {
    try (StepProgress looking = steps()) {
      classifier.requireVisible(
          images.images(),
          asked.name(),
          (done, sampled) -> looking.reached(WorkProgress.Step.SEGMENTING, done, sampled));
    } catch (InputException e) {
      WholeFields.note(images.images()).ifPresent(this::note);
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

  private void print(Classification cell, ClassSet classes) {
    String positive = classes.positiveName();
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%s  %s  P(%s)=%.4f%s%s",
                cell.image(),
                DecisionWords.answer(cell.decision(), classes),
                positive,
                cell.probabilities().get(positive),
                sets ? "  " + set(cell.predictionSet()) : "",
                AcceptanceMixin.mark(cell)));
  }

  private static String set(List<String> classes) {
    return classes.isEmpty() ? "{} (unlike every class)" : "{" + String.join(", ", classes) + "}";
  }

  private Map<String, Object> asMap(
      ModelFacts facts,
      List<Classification> classified,
      List<Map<String, String>> unanswered,
      List<String> problems,
      boolean synthetic,
      boolean augmented,
      List<String> warnings) {
    List<Map<String, Object>> images = new ArrayList<>();
    for (Classification cell : classified) {
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("image", cell.image());
      image.put("predicted", cell.predicted().orElse(null));
      image.put("answer", DecisionWords.answer(cell.decision(), facts.classes()));
      cell.referred().ifPresent(reason -> image.put("referred", reason.key()));
      cell.overruled().ifPresent(reason -> image.put("overruled", reason.key()));
      image.put("reason", AcceptanceMixin.reason(cell));
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
    map.put("warnings", warnings);
    map.put("transductive", facts.isTransductive());
    map.put("ruleChosenAnew", facts.isRuleChosenAnew());
    map.put("foreignWeights", facts.hasForeignWeights());
    facts.protocol().ifPresent(protocol -> map.put("protocol", protocol.key()));
    map.put("classes", facts.classes().names());
    map.put("positive", facts.classes().positiveName());
    map.put("rule", facts.rule().toJson());
    map.put("refusesImages", facts.refusesImages());
    map.put("acceptAnything", acceptance.isWanted());
    map.put("images", images);
    map.put("unanswered", unanswered);
    map.put("problems", problems);
    return map;
  }

  /** The images without an answer: those that could not be read or asked about, then the blank. */
  private static List<Map<String, String>> unanswered(
      List<Classification> unseen, List<Unanswered> failed) {
    List<Map<String, String>> rows = new ArrayList<>();
    failed.forEach(one -> rows.add(unanswered(one.image(), "failed", one.reason())));
    unseen.forEach(
        one ->
            rows.add(
                unanswered(
                    one.image(),
                    one.nothingToSee().orElseThrow().key(),
                    DecisionWords.reason(one.decision()))));
    return rows;
  }

  private static Map<String, String> unanswered(String image, String cause, String reason) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("image", image);
    row.put("cause", cause);
    row.put("reason", reason);
    return row;
  }

  /** A row for each image: the answers, then the images without one. */
  private List<ImageAnswer> answers(
      ModelFacts facts,
      List<Classification> classified,
      List<Unanswered> failed,
      List<Classification> unseen,
      ImageOrigins origins) {
    List<ImageAnswer> answers = new ArrayList<>();
    for (Classification cell : classified) {
      answers.add(
          new ImageAnswer(
              cell.image(),
              subject,
              cell.decision(),
              AcceptanceMixin.reason(cell),
              origins.of(cell.image()),
              List.copyOf(cell.probabilities().values())));
    }
    failed.forEach(one -> answers.add(none(one.image(), null, one.reason(), origins)));
    unseen.forEach(
        one -> {
          Decision decision = one.decision();
          answers.add(none(one.image(), decision, DecisionWords.reason(decision), origins));
        });
    return answers;
  }

  private ImageAnswer none(
      String image, @Nullable Decision decision, String reason, ImageOrigins origins) {
    return new ImageAnswer(image, subject, decision, reason, origins.of(image), List.of());
  }
}
