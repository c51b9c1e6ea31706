package org.allnet.evaluation.prediction;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.split.Protocol;

/**
 * Answers about images without known classes as CSV: {@code
 * image,subject,answer,class,reason,protocol,role,marks,rule_positive,rule_threshold,p_<class>...}.
 * With a column {@code label} added, {@link PredictionFile} reads it; rows without an answer are
 * passed over there and counted.
 */
public final class AnswerFile {

  private AnswerFile() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file; replaced where it exists
   * @param classes the classes, in the order of the probabilities
   * @param answers what to write, a row each
   * @param rule how the probabilities became answers
   * @throws org.allnet.data.RunException where the file can't be written
   */
  public static void write(
      Path file, ClassSet classes, List<ImageAnswer> answers, WrittenRule rule) {
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          List<String> header =
              new ArrayList<>(
                  List.of("image", "subject", "answer", "class", Columns.REASON, "protocol"));
          header.addAll(List.of("role", "marks", WrittenRule.POSITIVE, WrittenRule.THRESHOLD));
          classes.names().forEach(name -> header.add("p_" + name));
          line(writer, header);
          for (ImageAnswer answer : answers) {
            line(writer, cells(answer, classes, rule));
          }
          writer.flush();
        });
  }

  private static List<String> cells(ImageAnswer answer, ClassSet classes, WrittenRule rule) {
    Protocol protocol = answer.origin().protocol();
    Double threshold = rule.threshold();
    List<String> cells = new ArrayList<>();
    cells.add(answer.image());
    cells.add(answer.subject() == null ? "" : answer.subject());
    cells.add(answer.answer());
    cells.add(answer.predicted());
    cells.add(answer.reason());
    cells.add(protocol == null ? "" : protocol.key());
    cells.add(answer.origin().role().key());
    cells.add(answer.origin().marks());
    cells.add(rule.positive());
    cells.add(threshold == null ? "" : threshold.toString());
    for (int k = 0; k < classes.size(); k++) {
      cells.add(
          answer.probabilities().isEmpty() ? "" : Double.toString(answer.probabilities().get(k)));
    }
    return cells;
  }

  private static void line(Writer writer, List<String> cells) throws java.io.IOException {
    for (int i = 0; i < cells.size(); i++) {
      writer.write((i == 0 ? "" : ",") + PredictionFile.quote(cells.get(i)));
    }
    writer.write('\n');
  }
}
