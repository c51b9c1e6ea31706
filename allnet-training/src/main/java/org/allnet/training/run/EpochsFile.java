package org.allnet.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.training.trainer.EpochRecord;

/**
 * The epochs of a run, a line of JSON each. Training goes on from {@code state/}: an epoch that is
 * missing here is missing from what reports say of the training, not from what is learned.
 *
 * @param file {@code metrics.jsonl}
 */
record EpochsFile(Path file) {

  private static final ObjectMapper LINES = new ObjectMapper();

  /** Replaces them all. */
  void write(List<EpochRecord> epochs) {
    StringBuilder lines = new StringBuilder();
    for (EpochRecord epoch : epochs) {
      try {
        lines.append(LINES.writeValueAsString(epoch)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an epoch that can't be written", e);
      }
    }
    AtomicFile.writeText(file, lines.toString());
  }

  /**
   * Returns the epochs. A last line that breaks off, as a crash of the machine may leave it, is
   * none.
   *
   * @return in the order of the file; none if there is no file
   * @throws InputException if another line is no epoch, or the file can't be read
   */
  List<EpochRecord> read() {
    List<EpochRecord> epochs = new ArrayList<>();
    if (!Files.exists(file)) {
      return epochs;
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new InputException(
          file
              + ": can't be read ("
              + ForeignFailure.words(e)
              + "); check its rights, or delete it: learning curves then lack the epochs until now",
          e);
    }
    List<String> lines = text.lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      try {
        epochs.add(LINES.readValue(lines.get(line - 1), EpochRecord.class));
      } catch (JsonProcessingException e) {
        if (line == lines.size() && !text.endsWith("\n")) {
          break;
        }
        throw new InputException(
            "%s: line %d is no epoch; delete this line: learning curves, the training time and, of an ensemble, the kept epochs that the report says then lack its epoch"
                .formatted(file, line),
            e);
      }
    }
    return epochs;
  }
}
