package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.folder.ClassFolders;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;

/**
 * Assigns the labelled images of a data set to a hold-out side and folds, stratified by class. The
 * result depends on the images, the options and the seed alone, not on the images' order.
 *
 * <p>Of C-NMC 2019 only the training folds are assigned out if there are any: its preliminary and
 * final images are test sets of their own.
 */
public final class Splitter {

  private static final int NAMED = 10;

  /** Parts that nothing is trained on as long as there are others. */
  private static final Set<String> TEST_PARTS =
      Set.of(ClassFolders.TEST_PART, CnmcPart.PRELIMINARY.key(), CnmcPart.FINAL.key());

  private Splitter() {}

  /**
   * Assigns the images of a data set to folds and a hold-out side.
   *
   * @param dataset the data set
   * @param groups what belongs together in it
   * @param options how
   * @return the split
   * @throws InputException if there is nothing to split, or subjects are to be kept together and
   *     are unknown
   * @throws OptionException if a class has too few images or subject groups for so many sides
   */
  public static Split split(Dataset dataset, SubjectGroups groups, SplitOptions options) {
    List<CellImage> images =
        candidates(dataset).stream().sorted(Comparator.comparing(CellImage::name)).toList();
    if (images.isEmpty()) {
      throw InputException.in(
          dataset.root(), "has no labelled image to split; put the images into class folders");
    }
    boolean bySubject = !options.protocol().imageLevel();
    if (bySubject) {
      requireSubjects(dataset, images);
    }
    Function<CellImage, String> groupOf = bySubject ? groups::groupOf : groups::splitGroupOf;
    Map<String, List<CellImage>> members = new TreeMap<>();
    for (CellImage image : images) {
      members.computeIfAbsent(groupOf.apply(image), group -> new ArrayList<>()).add(image);
    }
    List<String> names = List.copyOf(members.keySet());
    List<List<CellImage>> grouped = List.copyOf(members.values());
    int[][] counts = new int[names.size()][dataset.classes().size()];
    for (int group = 0; group < names.size(); group++) {
      for (CellImage image : grouped.get(group)) {
        counts[group][dataset.classes().indexOf(String.valueOf(image.label()))]++;
      }
    }
    requireEnough(counts, dataset.classes().names(), options);
    int[] sides =
        bySubject
            ? new GroupStratifiedAssigner(counts, options).assign()
            : new ImageAssigner(counts, options).assign();
    List<Place> places = new ArrayList<>();
    for (int group = 0; group < names.size(); group++) {
      for (CellImage image : grouped.get(group)) {
        places.add(
            new Place(
                image.name(),
                String.valueOf(image.label()),
                image.subject(),
                groups.personOf(image),
                names.get(group),
                sides[group]));
      }
    }
    places.sort(Comparator.comparing(Place::image));
    return new Split(options.protocol(), options.folds(), options.seed(), places);
  }

  /**
   * Refuses what can't be split, as far as it is known before any image is decoded. Copies join
   * subjects, and images that can't be decoded are left out: both leave fewer to split.
   *
   * @param dataset the data set as it was opened
   * @param options how it is to be split
   * @throws InputException if subjects are to be kept together and none is known
   * @throws OptionException if a class has too few images or subjects for so many sides
   */
  public static void checkPossible(Dataset dataset, SplitOptions options) {
    List<CellImage> images = candidates(dataset);
    boolean bySubject = !options.protocol().imageLevel();
    Map<String, int[]> counts = new HashMap<>();
    for (CellImage image : images) {
      String group = bySubject ? SubjectNames.person(image.subject()) : image.name();
      if (group != null) {
        counts
            .computeIfAbsent(group, name -> new int[dataset.classes().size()])[
            dataset.classes().indexOf(String.valueOf(image.label()))]++;
      }
    }
    if (bySubject) {
      requireSubjects(dataset, images);
    }
    requireEnough(counts.values().toArray(int[][]::new), dataset.classes().names(), options);
  }

  /**
   * The images that are assigned out.
   *
   * @param dataset the data set
   * @return its labelled images; of C-NMC those of the training folds, if there are any, else those
   *     that are in no test set and no folder {@code test}, if there are any
   */
  public static List<CellImage> candidates(Dataset dataset) {
    List<CellImage> labelled = dataset.labelled();
    List<CellImage> folds =
        labelled.stream()
            .filter(image -> CnmcPart.of(dataset, image).filter(CnmcPart::isFold).isPresent())
            .toList();
    if (!folds.isEmpty()) {
      return folds;
    }
    List<CellImage> training =
        labelled.stream().filter(image -> !TEST_PARTS.contains(image.part())).toList();
    return training.isEmpty() ? labelled : training;
  }

  /**
   * The labelled images that are not assigned out.
   *
   * @param dataset the data set
   * @return those that {@link #candidates} leaves
   */
  public static List<CellImage> leftOut(Dataset dataset) {
    List<CellImage> left = new ArrayList<>(dataset.labelled());
    left.removeAll(candidates(dataset));
    return left;
  }

  private static void requireSubjects(Dataset dataset, List<CellImage> images) {
    List<String> unknown =
        images.stream().filter(image -> image.subject() == null).map(CellImage::name).toList();
    if (!unknown.isEmpty()) {
      String names = String.join(", ", unknown.subList(0, Math.min(NAMED, unknown.size())));
      String table =
          dataset.problems().stream()
              .filter(problem -> problem.kind() == DatasetProblem.Kind.SUBJECT_TABLE)
              .findFirst()
              .map(problem -> "; " + problem)
              .orElse("");
      throw InputException.in(
          dataset.root(),
          Sentence.of(
              "the subject of %s is unknown (%s%s), so that a split by subject is not possible%s; %s a subjects.csv (image,subject), use %s for presumed subjects, or use %s",
              Counted.of(unknown.size(), "image").outOf(images.size()),
              names,
              unknown.size() > NAMED ? ", ..." : "",
              table,
              table.isEmpty() && unknown.size() == images.size() ? "add" : "complete",
              OptionName.GROUP_BY.with("runs"),
              OptionName.PROTOCOL.with("image")));
    }
  }

  private static void requireEnough(int[][] counts, List<String> classes, SplitOptions options) {
    int holdOut = options.holdOutFraction() > 0 ? 1 : 0;
    int needed = options.folds() + holdOut;
    String unit = options.protocol().imageLevel() ? "distinct image" : "subject group";
    List<String> lacking = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int label = 0; label < classes.size(); label++) {
      int having = 0;
      for (int[] group : counts) {
        having += group[label] > 0 ? 1 : 0;
      }
      least = Math.min(least, having);
      if (having < needed) {
        lacking.add("class '%s' has %s".formatted(classes.get(label), Counted.of(having, unit)));
      }
    }
    if (!lacking.isEmpty()) {
      OptionValue given = OptionName.FOLDS.with(options.folds());
      throw new OptionException(
          given,
          Sentence.of(
              "%s, fewer than the %d needed for %s%s; %s",
              String.join(", ", lacking),
              needed,
              given,
              holdOut > 0 ? " and the hold-out side" : "",
              enough(least, holdOut, options)));
    }
  }

  /** What to do if the smallest class has so many images or subject groups. */
  private static Sentence enough(int least, int holdOut, SplitOptions options) {
    if (least - holdOut >= 2) {
      return Sentence.of("use %s", OptionName.FOLDS.with(least - holdOut));
    }
    return least >= 2
        ? Sentence.of("use %s %s", OptionName.FOLDS.with(least), OptionName.HOLD_OUT.with(0))
        : Sentence.of(
            "add %s, two are the least of each class",
            options.protocol().imageLevel() ? "images" : "images of other subjects");
  }
}
