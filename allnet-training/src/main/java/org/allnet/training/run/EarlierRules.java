package org.allnet.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RuleOptions;

/**
 * The decision rules that the models of a run had before others were chosen: {@code
 * earlier-rules.jsonl}, a line for each model and change, with the version of the format, the run,
 * the time, ALLNet's version, what had been wanted of the rule, and the rule.
 *
 * @param file the file; absent as long as every rule is that of the training
 * @param run the run's {@linkplain RunHeader#identity identity}
 */
record EarlierRules(Path file, String run) {

  /** The file's name in the folder of a run. */
  static final String FILE = "earlier-rules.jsonl";

  /**
   * The rule that a fold model has until now.
   *
   * @param time when it was changed
   * @param version the version that changed it
   * @param fold the fold model, from 1
   * @param wanted what had been wanted of the rule
   * @param rule the rule
   */
  record Line(String time, String version, int fold, RuleOptions wanted, DecisionRule rule) {

    private ObjectNode json() {
      ObjectNode line = Json.object();
      line.put("until", time);
      line.put("version", version);
      line.put("fold", fold);
      line.set("wanted", Json.object(wanted));
      line.set("rule", rule.toJson());
      return line;
    }
  }

  private RunMark mark() {
    return new RunMark(FileFormat.EARLIER_RULES, run);
  }

  /** Writes the rules that are known and some more to another file. */
  void write(Path target, List<Line> more) {
    AtomicFile.writeText(
        target,
        text() + more.stream().map(line -> mark().line(line.json())).collect(Collectors.joining()));
  }

  /**
   * Returns what a reader has to know.
   *
   * @return a sentence; empty if no rule was ever changed
   * @throws InputException if the file can't be read, or a line is no earlier rule, of another run
   *     or of a newer format
   */
  Optional<String> note() {
    List<String> lines = text().lines().toList();
    int changes = 0;
    for (int line = 1; line <= lines.size(); line++) {
      changes += fold(lines.get(line - 1), line) == 1 ? 1 : 0;
    }
    return changes == 0
        ? Optional.empty()
        : Optional.of(
            "The decision rule was chosen anew %s; %s has the earlier ones."
                .formatted(Counted.of(changes, "time"), file.getFileName()));
  }

  /** The fold model that a line is about. */
  private int fold(String text, int line) {
    try {
      JsonNode node = RunMark.JSON.readTree(text);
      int version = mark().take(node, FilePlace.at(file, line));
      return switch (version) {
        case 1 -> node.path("fold").asInt();
        default -> throw FileFormat.EARLIER_RULES.unread(version);
      };
    } catch (JsonProcessingException e) {
      throw InputException.at(
          file, line, "is no earlier rule; delete this line: the rule is then not known", e);
    }
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }
}
