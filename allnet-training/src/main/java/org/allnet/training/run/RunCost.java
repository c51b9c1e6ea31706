package org.allnet.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a run's system takes.
 *
 * @param parameters numbers of its networks that training changes
 * @param flops multiplications and additions of all its networks and views for one image
 * @param trainingSeconds time of the epochs of one fold model, validation included; if there are
 *     none, of the whole run by its fold models
 * @param secondsPerImage time of an answer, in batches of eight
 */
public record RunCost(
    long parameters, double flops, double trainingSeconds, double secondsPerImage) {

  static final String FILE = "cost.json";

  private static RunMark mark(Path folder) {
    return new RunMark(FileFormat.COST, RunHeader.identity(folder.resolve(RunHeader.FILE)));
  }

  /**
   * Writes it into the folder of its run.
   *
   * @param folder the run's folder
   * @throws org.allnet.data.RunException if it can't be written
   */
  public void write(Path folder) {
    AtomicFile.writeText(
        folder.resolve(FILE), Json.indented(mark(folder).put(Json.object(this))) + "\n");
  }

  /**
   * Reads what was measured.
   *
   * @param folder the run's folder
   * @return what it takes, null if that was not measured
   * @throws InputException if the file is broken, of another run or of a newer format
   */
  public static @Nullable RunCost read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      JsonNode tree = RunMark.JSON.readTree(file.toFile());
      int version = mark(folder).take(tree, FilePlace.of(file));
      return switch (version) {
        case 1 -> RunMark.JSON.treeToValue(tree, RunCost.class);
        default -> throw FileFormat.COST.unread(version);
      };
    } catch (IOException e) {
      throw InputException.in(file, "can't be read; delete it", e);
    }
  }
}
