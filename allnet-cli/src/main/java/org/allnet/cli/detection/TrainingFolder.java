package org.allnet.cli.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.WritablePlace;
import org.allnet.detect.field.TrainedFields;

/**
 * The folder that a training writes into.
 *
 * @param folder its path
 * @param state the name of the file from which a training goes on
 */
record TrainingFolder(Path folder, String state) {

  /**
   * Checks the place before anything is read. A training that stopped before its first epoch was
   * finished begins anew.
   *
   * @param resume whether a training is to go on
   * @throws OptionException if it can't be written to, is taken, or has no training to go on with
   */
  void check(boolean resume) {
    WritablePlace.requireFolder(OptionName.OUT, folder);
    boolean begun = Files.isRegularFile(folder.resolve(state));
    if (resume && !begun) {
      throw new OptionException(
          OptionName.OUT.with(folder),
          Sentence.of(
              "%s: holds no training to go on with; leave %s out", folder, OptionName.RESUME));
    }
    if (!Files.isDirectory(folder) || resume) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> begun || !entry.endsWith(TrainedFields.FILE))) {
        throw new OptionException(
            OptionName.OUT.with(folder),
            begun
                ? Sentence.of(
                    "%s: holds a training already; choose another %s, or go on with %s",
                    folder, OptionName.OUT, OptionName.RESUME)
                : Sentence.of(
                    "%s: holds other files already; choose another %s", folder, OptionName.OUT));
      }
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  /** Makes the folder if it is not there. */
  void make() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be made (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }
}
