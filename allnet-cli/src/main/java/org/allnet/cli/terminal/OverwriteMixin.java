package org.allnet.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.WritablePlace;
import org.allnet.inference.model.ModelFile;
import picocli.CommandLine.Option;

/**
 * The option that lets a command replace files, and what is checked of its outputs before anything
 * is computed. An output is never one of the inputs and never a file that belongs to a run, with or
 * without the option. Pipes and devices are written into without it; a file that a link leads to is
 * not.
 */
public final class OverwriteMixin {

  /** The option's name. */
  public static final String OPTION = "--overwrite";

  private static final String RUN = "run.json";
  private static final String METRICS = "evaluation.json";

  @Option(names = OPTION, description = "Replace output files that are there already.")
  private boolean overwrite;

  /** For the command line to fill. */
  public OverwriteMixin() {}

  /**
   * Checks an output file.
   *
   * @param option which option names it
   * @param file the file
   * @param inputs files that the command reads
   * @throws OptionException if it is one of the inputs, or is there already, or can't be written
   */
  public void checkFile(OptionName option, Path file, Collection<Path> inputs) {
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw wrong(option.with(file), "is an input too, and would be lost; name another file");
      }
    }
    if (!overwrite && AtomicFile.replaces(file)) {
      throw wrong(
          option.with(file), "is there already; name another file, or replace it by " + OPTION);
    }
    WritablePlace.requireFile(option, file);
  }

  /**
   * Checks a folder into which files of fixed names are written, such as those of a report.
   *
   * @param option which option names it
   * @param folder the folder
   * @param names of the files
   * @param inputs files that the command reads
   * @throws OptionException if one of the files is an input or there already, or the folder is of a
   *     run or a model, whose own the files would seem to be, or can't be written into
   */
  public void checkFiles(
      OptionName option, Path folder, Collection<String> names, Collection<Path> inputs) {
    WritablePlace.requireFolder(option, folder);
    refuseRun(option, folder, List.of(RUN, ModelFile.NAME));
    names.forEach(name -> checkFile(option, folder.resolve(name), inputs));
  }

  /**
   * Checks a web page.
   *
   * @param option which option names it
   * @param file the page
   * @param inputs files that the command reads
   * @throws OptionException if its name has another ending than {@code .html}, or it is an input,
   *     there already or can't be written
   */
  public void checkPage(OptionName option, Path file, Collection<Path> inputs) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      OptionValue given = option.with(file);
      throw new OptionException(
          given,
          Sentence.of("%s: is written as a web page; give a name that ends in .html", given));
    }
    checkFile(option, file, inputs);
  }

  /**
   * Checks that a file would not seem to be a run's own.
   *
   * @param option which option names it
   * @param folder the folder that it is to be in
   * @param marks names of files of which one is in such a folder
   * @throws OptionException if one of them is there
   */
  private static void refuseRun(OptionName option, Path folder, List<String> marks) {
    for (String mark : marks) {
      if (Files.exists(folder.resolve(mark))) {
        throw new OptionException(
            option.with(folder),
            Sentence.of(
                "%s: %s holds %s, and what is written there would seem to be of that run or model; name another folder",
                option, folder, mark));
      }
    }
  }

  /**
   * Checks an output file of predictions, which are read with what is beside them if they are named
   * like those of a run.
   *
   * @param option which option names it
   * @param file the file
   * @param ofARun the name of a run's predictions
   * @param inputs files that the command reads
   * @throws OptionException as {@link #checkFile}, or if the file would be taken for a run's own
   */
  public void checkPredictions(
      OptionName option, Path file, String ofARun, Collection<Path> inputs) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && file.endsWith(ofARun)) {
      refuseRun(option, folder, List.of(RUN, "../" + RUN, METRICS));
      Path model = folder.resolve(ModelFile.NAME);
      // Beside the model that makes them, predictions are that model's own.
      if (inputs.stream().noneMatch(input -> isSame(model, input))) {
        refuseRun(option, folder, List.of(ModelFile.NAME));
      }
    }
    checkFile(option, file, inputs);
  }

  /**
   * Checks a folder into which images are written under names that follow from the inputs.
   *
   * @param option which option names it
   * @param folder the folder
   * @param inputFolders folders that the command reads
   * @param inputFiles files that the command reads
   * @throws OptionException if it is an input folder, holds one, is in one or holds an input file,
   *     or holds anything, or can't be written into
   * @throws InputException if it can't be read
   */
  public void checkImages(
      OptionName option, Path folder, Collection<Path> inputFolders, Collection<Path> inputFiles) {
    InputOverlap.refuse(option, folder, inputFolders, inputFiles);
    WritablePlace.requireFolder(option, folder);
    if (overwrite || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw wrong(
            option.with(folder),
            "is not empty; name a new folder, or have files in it replaced by " + OPTION);
      }
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  private static OptionException wrong(OptionValue given, String what) {
    return new OptionException(given, Sentence.of("%s: %s", given, what));
  }

  /**
   * Returns whether two names are of one file, through links too if it is there.
   *
   * @param one a file
   * @param other a file
   */
  public static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false; // what can't be reached is refused when it is read or written
    }
  }
}
