package org.allnet.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.RunSetup;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * The files that go with every report: {@code report.html} for a reader, {@code evaluation.json}
 * for programs and {@code model-card.md} for whoever takes the model over (neither for
 * comparisons), and {@code reporting-checklist.md} for whoever publishes.
 */
public final class ReportFiles {

  static final String EVALUATION = "evaluation.json";
  private static final String PAGE = "report.html";
  private static final String CARD = "model-card.md";
  private static final String CHECKLIST = "reporting-checklist.md";

  /** The names of all files that a report can have. */
  public static final List<String> NAMES = List.of(PAGE, EVALUATION, CARD, CHECKLIST);

  /** The key of what becomes of images by everything that the model decides by. */
  public static final String WHOLE_DECISION = "wholeDecision";

  /** The key of what the model does with images that it is not for. */
  public static final String FOREIGN = "foreign";

  private static final String SYNTHETIC = "synthetic";
  private static final String PROTOCOL = "protocol";
  static final String BASELINES = "baselines";
  static final String TESTED = "tested";
  private static final String UNKNOWN = "unknown";
  private static final String TRANSDUCTIVE = "transductive";
  private static final String RULE_CHOSEN_ANEW = "ruleChosenAnew";
  private static final String FOREIGN_WEIGHTS = "foreignWeights";

  private ReportFiles() {}

  /**
   * What any further use of a run's predictions has to say again.
   *
   * @param origin the protocol and the marks; its role is not used
   */
  public record Limits(Origin origin) {

    /**
     * Returns predictions that say these limits again, since their rows may say less.
     *
     * @param predictions of the run
     * @return the same rows, each with these marks and, if it has none, this protocol
     */
    public Predictions of(Predictions predictions) {
      return predictions.with(
          predictions.rows().stream().map(row -> row.from(with(row.origin()))).toList());
    }

    private Origin with(Origin said) {
      Protocol protocol = origin.protocol();
      // Of foreign images a split by subject says nothing.
      boolean external = said.role() == Role.EXTERNAL && protocol != null && !protocol.imageLevel();
      Protocol stated = said.protocol() == null && !external ? protocol : said.protocol();
      return Origin.together(List.of(said, origin)).as(said.role()).by(stated);
    }
  }

  /**
   * Writes the files of a report.
   *
   * @param folder where to; made if it is not there
   * @param report what to tell
   * @return the page
   * @throws org.allnet.data.RunException if a file can't be written
   */
  public static Path write(Path folder, RunReport report) {
    return write(folder, report, EvaluatedModels.UNKNOWN);
  }

  /**
   * Writes the files of a report, whose evaluation says of which models it is.
   *
   * @param folder where to; made if it is not there
   * @param report what to tell
   * @param models of which models it tells
   * @return the page
   * @throws org.allnet.data.RunException if a file can't be written
   */
  public static Path write(Path folder, RunReport report, EvaluatedModels models) {
    Path page = folder.resolve(PAGE);
    HtmlReport.write(page, report);
    Evaluation evaluation = report.results().evaluation();
    if (evaluation != null) {
      AtomicFile.writeText(folder.resolve(EVALUATION), json(evaluation, report, models) + "\n");
    }
    if (report.system().model() != null) {
      ModelCard.write(folder.resolve(CARD), report);
    }
    ReportingChecklist.write(folder.resolve(CHECKLIST), report);
    return page;
  }

  private static String json(Evaluation evaluation, RunReport report, EvaluatedModels models) {
    ObjectNode node = evaluation.toJson();
    models.put(node);
    node.set("verdict", report.results().verdict().toJson());
    node.put(SYNTHETIC, report.data().identity().synthetic());
    Protocol protocol = report.setting().protocol();
    node.put(PROTOCOL, protocol == null ? UNKNOWN : protocol.key());
    ReportedDecision decision = report.results().decision();
    if (decision != null) {
      node.set(WHOLE_DECISION, decision.whole().toJson());
    }
    List<ForeignResult> foreign = report.results().foreign();
    if (!foreign.isEmpty()) {
      ArrayNode sets = node.putArray(FOREIGN);
      foreign.forEach(set -> sets.add(set.toJson()));
    }
    ObjectNode baselines = node.putObject(BASELINES);
    report
        .others()
        .baselines()
        .forEach(baseline -> baselines.set(baseline.name(), baseline.evaluation().toJson()));
    node.put(TESTED, report.setting().tested().key());
    node.put(TRANSDUCTIVE, report.setting().transductive());
    node.put(RULE_CHOSEN_ANEW, report.setting().ruleChosenAnew());
    node.put(FOREIGN_WEIGHTS, report.setting().foreignWeights());
    String wanted = report.reproduction().options().get(RunSetup.OPERATING_POINT);
    if (wanted != null) {
      node.put(RunSetup.OPERATING_POINT, wanted);
    }
    ArrayNode warnings = node.putArray("warnings");
    report.markWarnings().forEach(warnings::add);
    report.remarks().warnings().forEach(warnings::add);
    ArrayNode notes = node.putArray("notes");
    report.remarks().notes().forEach(notes::add);
    return Json.indented(FileFormat.EVALUATION.mark(node));
  }

  /**
   * Reads the limits of a run.
   *
   * @param folder the run's folder
   * @return its limits; none if the folder says nothing about them
   * @throws InputException if its file is broken, or says a protocol or mark that is none
   */
  public static Limits limits(Path folder) {
    Path file = folder.resolve(EVALUATION);
    if (!Files.isRegularFile(file)) {
      return new Limits(Origin.UNKNOWN);
    }
    return new Limits(origin(metrics(file), file));
  }

  /**
   * Reads the metrics of a report as they are written, with the keys of version 1.
   *
   * @throws InputException if the file is broken or of a newer format
   */
  static JsonNode metrics(Path file) {
    try {
      JsonNode node = Json.read(file);
      int version = FileFormat.EVALUATION.take(node, FilePlace.of(file));
      return switch (version) {
        case 1 -> node;
        default -> throw FileFormat.EVALUATION.unread(version);
      };
    } catch (IOException e) {
      throw InputException.in(file, "can't be read as JSON; make the run's report anew", e);
    }
  }

  /**
   * Reads what has to be said of every metric of a run, but for the role.
   *
   * @throws InputException if the protocol or a mark is missing or is none
   */
  static Origin origin(JsonNode node, Path file) {
    return new Origin(
        protocol(node, file),
        Role.UNKNOWN,
        mark(node, SYNTHETIC, file),
        mark(node, TRANSDUCTIVE, file),
        false,
        mark(node, RULE_CHOSEN_ANEW, file),
        mark(node, FOREIGN_WEIGHTS, file));
  }

  /**
   * Reads a mark of a run.
   *
   * @throws InputException if it is missing, which does not mean false, or neither true nor false
   */
  private static boolean mark(JsonNode node, String name, Path file) {
    if (!stated(node, name, file).isBoolean()) {
      throw InputException.in(
          file, "%s is neither true nor false; make the run's report anew".formatted(name));
    }
    return node.path(name).asBoolean();
  }

  /**
   * Reads the images that the metrics of a run are of.
   *
   * @throws InputException if the file does not say it, or says what there is not
   */
  static Setting.Tested tested(JsonNode node, Path file) {
    String said = stated(node, TESTED, file).asText();
    return Setting.Tested.ofKey(said)
        .orElseThrow(
            () ->
                InputException.in(
                    file, "tested '%s' is unknown; make the run's report anew".formatted(said)));
  }

  private static JsonNode stated(JsonNode node, String name, Path file) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw InputException.in(
          file, "does not say '%s'; make the run's report anew".formatted(name));
    }
    return value;
  }

  /**
   * The protocol that metrics state, null if it is unknown.
   *
   * @throws InputException if the file does not say it, or says one that there is not
   */
  private static @Nullable Protocol protocol(JsonNode node, Path file) {
    JsonNode protocol = stated(node, PROTOCOL, file);
    if (protocol.asText().equals(UNKNOWN)) {
      return null;
    }
    return Protocol.ofKey(protocol.asText())
        .orElseThrow(
            () ->
                InputException.in(
                    file,
                    "protocol '%s' is unknown; make the run's report anew"
                        .formatted(protocol.asText())));
  }
}
