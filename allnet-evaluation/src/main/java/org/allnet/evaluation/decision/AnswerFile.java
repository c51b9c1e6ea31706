package org.allnet.evaluation.decision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.Csv;
import org.allnet.data.file.FileFormat;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.evaluation.prediction.WrittenRule;

/**
 * Answers about images without known classes as CSV: {@code
 * image,subject,answer,class,reason,protocol,role,marks,rule_positive,rule_threshold,p_<class>...,allnet_format}.
 * With a column {@code label} added, {@link org.allnet.evaluation.prediction.PredictionFile} reads
 * it; rows without an answer are passed over there and counted.
 */
public final class AnswerFile {

  private static final List<String> HEADER =
      List.of(
          "image",
          "subject",
          Unanswered.COLUMN,
          "class",
          Unanswered.REASON,
          "protocol",
          "role",
          "marks",
          WrittenRule.POSITIVE,
          WrittenRule.THRESHOLD);

  private AnswerFile() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @param classes the classes, in the order of the probabilities
   * @param answers what to write, a row each
   * @param rule how the probabilities became answers
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(
      Path file, ClassSet classes, List<ImageAnswer> answers, WrittenRule rule) {
    List<String> header = new ArrayList<>(HEADER);
    classes.names().forEach(name -> header.add("p_" + name));
    Csv.write(
        file,
        FileFormat.PREDICTIONS,
        header,
        () -> answers.stream().map(answer -> cells(answer, classes, rule)).iterator());
  }

  private static List<String> cells(ImageAnswer answer, ClassSet classes, WrittenRule rule) {
    Protocol protocol = answer.origin().protocol();
    List<String> cells = new ArrayList<>();
    cells.add(answer.image());
    cells.add(answer.subject() == null ? "" : answer.subject());
    Decision decision = answer.decision();
    cells.add(decision == null ? Unanswered.ANSWER : DecisionWords.answer(decision, classes));
    cells.add(decision instanceof Decision.Predicted predicted ? predicted.label() : "");
    cells.add(answer.reason());
    cells.add(protocol == null ? "" : protocol.key());
    cells.add(answer.origin().role().key());
    cells.add(answer.origin().marks());
    cells.addAll(WrittenRule.cells(rule));
    for (int k = 0; k < classes.size(); k++) {
      cells.add(
          answer.probabilities().isEmpty() ? "" : Double.toString(answer.probabilities().get(k)));
    }
    return cells;
  }
}
