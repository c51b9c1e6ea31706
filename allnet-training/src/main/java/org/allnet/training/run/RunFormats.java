package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.SaidFormat;
import org.allnet.inference.model.Safetensors;

/**
 * The check of the formats of all files of a run before it is gone on with. Going on replaces or
 * deletes some of them unread, and what a newer program wrote would be lost.
 *
 * @param run the run's folder
 */
record RunFormats(Path run) {

  private static final Map<String, FileFormat> FORMATS =
      Map.of(
          RunHeader.FILE,
          FileFormat.RUN,
          RunFolder.SPLIT,
          FileFormat.SPLIT,
          RunFolder.EPOCHS,
          FileFormat.EPOCHS,
          RunCost.FILE,
          FileFormat.COST,
          EarlierRules.FILE,
          FileFormat.EARLIER_RULES,
          "evaluation.json",
          FileFormat.EVALUATION,
          FinishedRun.PREDICTIONS,
          FileFormat.PREDICTIONS,
          FoldSeal.FILE,
          FileFormat.SEAL,
          FoldFiles.AUGMENTATION,
          FileFormat.AUGMENTATION_PLAN);

  /**
   * Refuses a run of which a file is of a newer format, and one whose list of images can't be read.
   *
   * @throws InputException names the file, its version and what to do
   */
  void check() {
    RunImages.requireReadable(run.resolve(RunImages.FILE));
    Path state = run.resolve("state");
    List<Path> folders = new ArrayList<>(List.of(run, state));
    folders.addAll(folds(run));
    Path decision = new DecisionChange(run).folder();
    folders.add(decision);
    folders.addAll(folds(decision));
    for (Path folder : folders) {
      FORMATS.forEach((name, format) -> SaidFormat.refuseNewer(folder.resolve(name), format));
      for (Path weights : entries(folder, Safetensors.ENDING)) {
        Safetensors.metadata(weights); // refuses a format that it does not know
      }
    }
  }

  private static List<Path> folds(Path folder) {
    return entries(folder, "").stream()
        .filter(entry -> FoldFiles.isFold(entry) && Files.isDirectory(entry))
        .toList();
  }

  private static List<Path> entries(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }
}
