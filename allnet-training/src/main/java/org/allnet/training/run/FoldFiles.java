package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;

/**
 * The files of the fold models of a run. Fold models and networks count from 1.
 *
 * @param folder the run's folder
 */
record FoldFiles(Path folder) {

  /** The name of the plan of augmentation in the folder of a fold. */
  static final String AUGMENTATION = "augmentation.csv";

  private static final Pattern NAME = Pattern.compile("fold-(\\d{1,3})");

  /** {@return whether a folder is named like that of a fold} */
  static boolean isFold(Path folder) {
    return number(folder).isPresent();
  }

  /**
   * Returns which fold a folder is named after.
   *
   * @return from 1; nothing if it is named after none
   */
  static OptionalInt number(Path folder) {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
  }

  /** Where a network of a fold model keeps its training; networks count from 1. */
  Path state(int number, int network) {
    String name = "fold-" + number + (network == 1 ? "" : "-network-" + network);
    return folder.resolve("state").resolve(name + Safetensors.ENDING);
  }

  /** The best weights of one of several networks of a fold model, until they are put together. */
  Path member(int number, int network) {
    return folder
        .resolve("state")
        .resolve("best-fold-" + number + "-network-" + network + Safetensors.ENDING);
  }

  /**
   * The model of a fold model.
   *
   * @param number from 1
   * @return the file, there once an epoch is done
   */
  Path model(int number) {
    return fold(number).resolve(ModelFile.NAME);
  }

  Path augmentation(int number) {
    return fold(number).resolve(AUGMENTATION);
  }

  Path predictions(int number) {
    return fold(number).resolve(FinishedRun.PREDICTIONS);
  }

  /** The seal of a fold model's model and predictions. */
  Path seal(int number) {
    return fold(number).resolve(FoldSeal.FILE);
  }

  /** {@return whether a fold model is trained and has predicted: all its files are there} */
  boolean isFinished(int number) {
    return Files.isRegularFile(model(number))
        && Files.isRegularFile(predictions(number))
        && Files.isRegularFile(seal(number));
  }

  /**
   * Deletes the predictions of a fold model that is to be trained again. Beside a model of an epoch
   * on the way they would make it seem finished.
   *
   * @throws InputException if they can't be deleted
   */
  void deletePredictions(int number) {
    delete(seal(number));
    delete(predictions(number));
  }

  /**
   * Deletes the state of a network of a fold model, so that it is trained from its first epoch.
   *
   * @throws InputException if it can't be deleted
   */
  void deleteState(int number, int network) {
    delete(state(number, network));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be deleted (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  Path fold(int number) {
    Path fold = folder.resolve("fold-" + number);
    try {
      return Files.createDirectories(fold);
    } catch (IOException e) {
      throw InputException.in(fold, "can't be made (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
