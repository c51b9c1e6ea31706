package org.allnet.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.WritablePlace;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.split.Split;
import org.allnet.inference.model.Safetensors;
import org.jspecify.annotations.Nullable;

/** The folder of a new run: made if nothing is yet, and taken back if nothing came of it. */
final class NewRun {

  private static final Pattern OWN =
      Pattern.compile("run\\.json|images\\.csv|split\\.csv|metrics\\.jsonl|state|fold-\\d+");

  private NewRun() {}

  /**
   * Refuses a folder that holds something already.
   *
   * @param folder where a new run is to go
   * @throws OptionException if it is a file, can't be written or is not empty; names the option to
   *     go on with if it holds a run
   * @throws InputException if it can't be read
   */
  static void requireFree(Path folder) {
    WritablePlace.requireFolder(OptionName.OUT, folder);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        Sentence what =
            Files.isRegularFile(folder.resolve(RunHeader.FILE))
                ? Sentence.of(
                    "%s: holds a run already; choose another %s, or go on with %s",
                    folder, OptionName.OUT, OptionName.RESUME.with(folder))
                : Sentence.of(
                    "%s: holds other files already; choose another %s", folder, OptionName.OUT);
        throw new OptionException(OptionName.OUT.with(folder), what);
      }
    } catch (IOException e) {
      throw InputException.in(
          folder,
          Sentence.of(
              "can't be read (%s); choose another %s with rights",
              ForeignFailure.words(e), OptionName.OUT),
          e);
    }
  }

  /**
   * Makes a folder for a new run.
   *
   * @param folder a folder that is empty or not there yet
   * @param options the run's
   * @param sha256 the hash of each image of its data set, by name
   * @param split how its images are split
   * @param commands what was typed to begin it; null if nothing was
   * @return the folder, held
   * @throws OptionException if it holds something already
   * @throws InputException if it can't be written
   */
  static RunFolder create(
      Path folder,
      RunOptions options,
      Map<String, String> sha256,
      Split split,
      @Nullable List<String> commands) {
    requireFree(folder);
    try {
      Files.createDirectories(folder.resolve("state"));
    } catch (IOException e) {
      throw InputException.in(
          folder,
          Sentence.of(
              "can't be made (%s); choose another %s with rights and room",
              ForeignFailure.words(e), OptionName.OUT),
          e);
    }
    RunFolder run = new RunFolder(folder);
    try {
      RunImages.write(folder.resolve(RunImages.FILE), sha256);
      new RunHeader(
              DatasetFingerprint.of(sha256),
              sha256.size(),
              split.fingerprint(),
              BeginningWeights.of(options.recipe()),
              options,
              null,
              commands,
              DataPlace.of(folder, options.data()))
          .write(folder.resolve(RunHeader.FILE));
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /**
   * Lets go and deletes what was written if no epoch is done and no model made, so that the folder
   * can be used again. Files that are not a run's stay.
   *
   * @param run the run's folder
   */
  static void takeBackUnused(RunFolder run) {
    Path folder = run.path();
    List<Path> written = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> isOwn(folder, path)).forEach(written::add);
      boolean used =
          written.stream().anyMatch(path -> path.toString().endsWith(Safetensors.ENDING));
      if (used || !run.epochs().read().isEmpty()) {
        return;
      }
      run.close();
      written.sort(Comparator.reverseOrder());
      for (Path path : written) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What failed before is what is told; the next run names the folder that is not empty.
      System.getLogger("org.allnet.training.run")
          .log(Level.DEBUG, folder + ": what the run wrote can't be deleted", e);
    }
  }

  private static boolean isOwn(Path folder, Path path) {
    return !path.equals(folder)
        && OWN.matcher(folder.relativize(path).getName(0).toString()).matches();
  }
}
