package org.allnet.cli.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.cli.network.RunPredictions;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.file.Decimal;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.StatedRule;
import org.allnet.training.run.BegunImages;
import org.jspecify.annotations.Nullable;

/**
 * The systems of a comparison as they are read, each with its own decision rule: that of a run's
 * report, that of the model beside a fold's predictions, the threshold that was stated for a file
 * of another program, else the most probable class.
 */
final class SystemsToCompare {

  private static final String ALL = "";

  private final DatasetOptions options;
  private final boolean training;
  private final Map<String, Double> thresholds = new LinkedHashMap<>();
  private final Set<String> unused;
  private final Set<String> renamesUnused;
  private final Map<String, ComparedSystem> systems = new LinkedHashMap<>();
  private final Map<String, Path> places = new HashMap<>();
  private final Map<String, BegunImages> images = new LinkedHashMap<>();
  private final SystemMarks marks = new SystemMarks();

  /**
   * Creates an empty list.
   *
   * @param options how classes are renamed, and the positive one
   * @param thresholds as they were typed, {@code P} or {@code NAME=P}
   * @param training whether recipes are trained with the same options
   */
  SystemsToCompare(DatasetOptions options, List<String> thresholds, boolean training) {
    this.options = options;
    this.training = training;
    for (String word : thresholds) {
      int cut = word.lastIndexOf('=');
      String name = cut < 0 ? ALL : word.substring(0, cut);
      if (this.thresholds.put(name, probability(word, word.substring(cut + 1))) != null) {
        throw wrong(word, ": the second for " + (name.isEmpty() ? "all" : "'" + name + "'"));
      }
    }
    unused = new HashSet<>(this.thresholds.keySet());
    renamesUnused = new HashSet<>(options.renames().keySet());
  }

  private static double probability(String word, String number) {
    double p = Decimal.plain(number).orElse(Double.NaN);
    if (p >= 0 && p <= 1) {
      return p;
    }
    throw wrong(
        word, ": '%s' is no probability; give a number from 0 to 1, or NAME=P".formatted(number));
  }

  private static OptionException wrong(String word, String what) {
    OptionValue given = OptionName.THRESHOLD.with(word);
    return new OptionException(given, Sentence.of("%s%s", given, what));
  }

  /**
   * Reads a system as it was typed: a run's folder or a predictions file, after its name or not.
   */
  void add(String word) {
    int cut = word.indexOf('=');
    // A path that is there may hold an equals sign itself.
    if (cut > 0 && !Files.exists(Path.of(word))) {
      add(word.substring(0, cut), Path.of(word.substring(cut + 1)));
      return;
    }
    Path path = Path.of(word);
    Path last = path.toAbsolutePath().normalize().getFileName();
    add(last == null ? word : last.toString().replaceFirst("\\.csv$", ""), path);
  }

  /** The predictions files of systems as they were typed, as far as they are there. */
  static List<Path> files(List<String> words) {
    return words.stream()
        .map(word -> Files.exists(Path.of(word)) ? word : word.substring(word.indexOf('=') + 1))
        .map(Path::of)
        .map(path -> Files.isDirectory(path) ? path.resolve(RunPredictions.FILE) : path)
        .toList();
  }

  /** Reads the run of a recipe that was trained with the options of this comparison. */
  void addRun(String name, Path folder) {
    put(name, folder, read(name, folder.resolve(RunPredictions.FILE), RunPredictions.rule(folder)));
  }

  private void add(String name, Path path) {
    put(name, path, read(name, file(path), RunPredictions.rule(path)));
  }

  private void put(String name, Path path, ComparedSystem system) {
    if (systems.put(name, marks.add(name, system, file(path))) != null) {
      throw OptionException.ofSetting(
          "name",
          name,
          "compare: two systems are called '%s', %s and %s; name them: NAME=%s"
              .formatted(name, places.get(name), path, path));
    }
    places.put(name, path);
    requireSameImages(name, path);
  }

  private void requireSameImages(String name, Path path) {
    Optional<BegunImages> own = BegunImages.of(path);
    if (own.isPresent()) {
      images.forEach(
          (other, theirs) ->
              own.get()
                  .contradiction(theirs)
                  .ifPresent(
                      what -> {
                        throw InputException.in(
                            path,
                            "was made with other images than '%s': %s; compare runs on one data set"
                                .formatted(other, what));
                      }));
      images.put(name, own.get());
    }
  }

  private static Path file(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path file = path.resolve(RunPredictions.FILE);
    if (!Files.isRegularFile(file)) {
      throw InputException.in(
          path,
          "holds no predictions.csv; give the folder of a finished run (else go on with it by"
              + " --resume), or a predictions file");
    }
    return file;
  }

  /** A run's classes have their names already, those of another program's file may want them. */
  private ComparedSystem read(String name, Path file, @Nullable StatedRule stated) {
    if (stated != null) {
      return ofRun(name, file, stated);
    }
    Predictions predictions = PredictionFile.read(file, options);
    if (predictions.labelled().isEmpty()) {
      throw PredictionFile.noLabel(file);
    }
    renamesUnused.clear();
    Double threshold = thresholds.getOrDefault(name, thresholds.get(ALL));
    if (threshold == null) {
      return ComparedSystem.byMostProbableClass(predictions);
    }
    unused.remove(thresholds.containsKey(name) ? name : ALL);
    return new ComparedSystem(predictions, new EvaluationOptions(threshold), "--threshold");
  }

  private ComparedSystem ofRun(String name, Path file, StatedRule stated) {
    refuseThresholdOf(name);
    RunPredictions run = RunPredictions.read(file, stated);
    Map<String, String> renames = new LinkedHashMap<>(options.renames());
    renames.keySet().retainAll(run.own().classes().names());
    renamesUnused.removeAll(renames.keySet());
    Predictions predictions = run.named(new DatasetOptions(renames, options.positive()), name);
    return new ComparedSystem(predictions, stated.options(), "its operating point");
  }

  private void refuseThresholdOf(String name) {
    if (thresholds.containsKey(name)) {
      throw wrong(
          name + "=" + thresholds.get(name),
          " can't act: %s brings its own decision rule; leave it out".formatted(name));
    }
  }

  /**
   * Refuses thresholds and renamings that nothing was found for.
   *
   * @throws OptionException if there are some
   */
  void refuseUnused() {
    for (String name : unused) {
      String number = String.valueOf(thresholds.get(name));
      throw name.isEmpty()
          ? wrong(number, " can't act: every system brings its own decision rule; leave it out")
          : wrong(
              name + "=" + number,
              ": no system is called '%s'; there are %s".formatted(name, systems.keySet()));
    }
    if (!training && !renamesUnused.isEmpty()) {
      throw new OptionException(
          OptionName.CLASSES,
          Sentence.of(
              "%s: no system has a class '%s' to rename; leave it out",
              OptionName.CLASSES, String.join("', '", renamesUnused)));
    }
  }

  /** {@return how many there are} */
  int size() {
    return systems.size();
  }

  /** {@return the systems by name, in the order in which they were added} */
  Map<String, ComparedSystem> systems() {
    return Collections.unmodifiableMap(systems);
  }

  /** {@return what every metric of each of them has to say} */
  SystemMarks marks() {
    return marks;
  }
}
