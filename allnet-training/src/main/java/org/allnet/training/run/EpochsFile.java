package org.allnet.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.training.trainer.EpochRecord;

/**
 * The epochs of a run, a line of JSON each, with the version of the format and the run. Training
 * goes on from {@code state/}: an epoch that is missing here is missing from what reports say of
 * the training, not from what is learned.
 *
 * @param file {@code metrics.jsonl}
 * @param run the run's {@linkplain RunHeader#identity identity}
 */
record EpochsFile(Path file, String run) {

  private RunMark mark() {
    return new RunMark(FileFormat.EPOCHS, run);
  }

  /** Replaces them all. */
  void write(List<EpochRecord> epochs) {
    AtomicFile.writeText(file, epochs.stream().map(mark()::line).collect(Collectors.joining()));
  }

  /**
   * Returns the epochs. A last line that breaks off, as a crash of the machine may leave it, is
   * none.
   *
   * @return in the order of the file; none if there is no file
   * @throws InputException if another line is no epoch, or is of another run or a newer format, or
   *     the file can't be read
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
      throw InputException.in(
          file,
          "can't be read ("
              + ForeignFailure.words(e)
              + "); check its rights, or delete it: learning curves then lack the epochs until now",
          e);
    }
    List<String> lines = text.lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      try {
        epochs.add(epoch(RunMark.JSON.readTree(lines.get(line - 1)), line));
      } catch (JsonProcessingException e) {
        if (line == lines.size() && !text.endsWith("\n")) {
          break;
        }
        throw InputException.at(
            file,
            line,
            "is no epoch; delete this line: learning curves, the training time and, of an ensemble, the kept epochs that the report says then lack its epoch",
            e);
      }
    }
    return epochs;
  }

  private EpochRecord epoch(JsonNode node, int line) throws JsonProcessingException {
    int version = mark().take(node, FilePlace.at(file, line));
    return switch (version) {
      case 1 -> RunMark.JSON.treeToValue(node, EpochRecord.class);
      default -> throw FileFormat.EPOCHS.unread(version);
    };
  }
}
