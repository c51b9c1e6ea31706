package org.allnet.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.file.Sha256;
import org.allnet.inference.model.ModelFile;

/**
 * What ties a fold's model, its predictions and its run together: the content of {@code seal.json}
 * in the fold's folder, written when both are there. Runs of one data set mostly have the same
 * split and the same names, so that nothing else tells the files of one from those of another.
 *
 * @param run the run's {@linkplain RunHeader#identity identity}
 * @param model the checksum of the model file
 * @param predictions the SHA-256 of the lines of the predictions file; how they end does not
 *     matter, as some systems change that in copies
 */
record FoldSeal(String run, String model, String predictions) {

  /** The file's name in the folder of a fold. */
  static final String FILE = "seal.json";

  /** Returns the seal of a model and its predictions as they are now. */
  static FoldSeal of(String run, Path model, Path predictions) {
    return new FoldSeal(run, ModelFile.checksum(model), hash(predictions));
  }

  private static String hash(Path predictions) {
    try {
      return Sha256.of(Files.readString(predictions).lines().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw InputException.in(predictions, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  void write(Path file) {
    AtomicFile.writeText(file, Json.indented(FileFormat.SEAL.mark(Json.object(this))) + "\n");
  }

  /**
   * Refuses a model or predictions that are not those that the seal was written for.
   *
   * @param fold the fold's folder, with all three files
   * @param run the run's identity
   * @throws InputException if one of them is of another run or was changed since
   */
  static void check(Path fold, String run) {
    Path file = fold.resolve(FILE);
    FoldSeal stated = read(file);
    Path model = fold.resolve(ModelFile.NAME);
    Path predictions = fold.resolve(FinishedRun.PREDICTIONS);
    FoldCheck.require(
        file, run.equals(stated.run()), "the run has other images, options or splits");
    FoldSeal now = of(run, model, predictions);
    FoldCheck.require(
        model,
        now.model().equals(stated.model()),
        "it is not the model that " + file + " was written for");
    if (!now.predictions().equals(stated.predictions())) {
      throw InputException.in(
          predictions,
          "was changed since it was written, or is of another run; put the old file back, or copy it out of the run's folder to use it as it is");
    }
  }

  private static FoldSeal read(Path file) {
    try {
      JsonNode tree = Json.read(file);
      int version = FileFormat.SEAL.take(tree, FilePlace.of(file));
      FoldSeal seal =
          switch (version) {
            case 1 -> Json.as(tree, FoldSeal.class);
            default -> throw FileFormat.SEAL.unread(version);
          };
      if (seal.run == null || seal.model == null || seal.predictions == null) {
        throw InputException.in(file, "lacks a part; put the run's own file back");
      }
      return seal;
    } catch (IOException e) {
      throw InputException.in(file, "can't be read; put the run's own file back", e);
    }
  }
}
