package org.allnet.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.run.FoldModels;
import org.allnet.training.run.OutdatedReport;
import org.jspecify.annotations.Nullable;

/**
 * The model file that a user means by naming a file or the folder of a run.
 *
 * @param file the model file
 * @param told what to say about it; null if the user named the file
 */
public record ModelMixin(Path file, @Nullable String told) {

  /**
   * Finds the model.
   *
   * @param given a model file, the folder of one, or the folder of a run
   * @return the model; of several fold models the one that the run has chosen
   * @throws org.allnet.data.InputException if the folder holds no model, or the run or the fold
   *     model is not finished
   */
  public static ModelMixin of(Path given) {
    if (!Files.isDirectory(given)) {
      FoldModels.requireFinished(given);
      return new ModelMixin(given, null);
    }
    Path own = given.resolve(ModelFile.NAME);
    if (Files.isRegularFile(own)) {
      FoldModels.requireFinished(own);
      return new ModelMixin(own, "model: " + own);
    }
    FoldModels found = FoldModels.of(given);
    int count = found.models().size();
    return new ModelMixin(
        found.chosen(),
        "model: "
            + found.chosen()
            + (count == 1
                ? ""
                : ", of %d fold models the one that the run chose (the least loss on its own validation fold); name another model file to use that"
                    .formatted(count))
            + OutdatedReport.note(given)
                .map(note -> "\nnote: " + note.in(CommandLineWording.TYPED))
                .orElse(""));
  }
}
