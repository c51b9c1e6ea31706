package org.allnet.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RuleOptions;

/**
 * The decision rules that the models of a run had before others were chosen: {@code
 * earlier-rules.jsonl}, a line for each model and change, with the time, the version, what had been
 * wanted of the rule, and the rule.
 *
 * @param file the file; absent as long as every rule is that of the training
 */
record EarlierRules(Path file) {

  private static final ObjectMapper LINES = new ObjectMapper();

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

    private String json() {
      ObjectNode line = LINES.createObjectNode();
      line.put("until", time);
      line.put("version", version);
      line.put("fold", fold);
      line.set("wanted", LINES.valueToTree(wanted));
      line.set("rule", rule.toJson());
      try {
        return LINES.writeValueAsString(line) + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a rule that can't be written", e);
      }
    }
  }

  /** Writes the rules that are known and some more to another file. */
  void write(Path target, List<Line> more) {
    AtomicFile.writeText(
        target, text() + more.stream().map(Line::json).collect(Collectors.joining()));
  }

  /** {@return what a reader has to know, a sentence; empty if no rule was ever changed} */
  Optional<String> note() {
    long changes = text().lines().filter(line -> line.contains("\"fold\":1,")).count();
    return changes == 0
        ? Optional.empty()
        : Optional.of(
            "The decision rule was chosen anew %d %s; %s has the earlier ones."
                .formatted(changes, changes == 1 ? "time" : "times", file.getFileName()));
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new InputException(
          file + ": can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }
}
