package org.allnet.data.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;

/**
 * What a layout makes of the files it found.
 *
 * @param name the data set's name
 * @param kind which layout it is
 * @param classes the class names in order, before renaming
 * @param images the images, labels before renaming
 * @param problems what was odd, a line each
 */
public record Layout(
    String name,
    DatasetKind kind,
    List<String> classes,
    List<CellImage> images,
    List<DatasetProblem> problems) {

  /**
   * Makes a data set of it.
   *
   * @param root the folder that image names are relative to
   * @param options how its classes are read
   * @param synthetic whether its cells were synthetic
   * @return the data set
   * @throws OptionException if a class to be renamed or the positive class is unknown
   */
  public Dataset toDataset(Path root, DatasetOptions options, boolean synthetic) {
    List<CellImage> sorted = new ArrayList<>(images);
    sorted.replaceAll(image -> renamed(image, options));
    sorted.sort(Comparator.comparing(CellImage::name));
    String called = synthetic ? "synthetic cells" : name;
    List<Sentence> odd = new ArrayList<>();
    for (List<String> alike : SubjectNames.alike(subjects())) {
      odd.add(
          Sentence.of(
              "subjects '%s' are probably one person, and a split keeps them on one side; write them alike if they are",
              String.join("', '", alike)));
    }
    SpelledNames.describe(subjects()).map(Sentence::text).ifPresent(odd::add);
    SubdividedSubjects.describe(subjects()).map(Sentence::text).ifPresent(odd::add);
    NamedCopies.of(sorted).describe().forEach(line -> odd.add(Sentence.text(line)));
    SharedSubjects.describe(subjects()).forEach(line -> odd.add(Sentence.text(line)));
    ClassSet renamed = classSet(options);
    AlikeClasses.of(renamed.names()).forEach(alike -> odd.add(AlikeClasses.describe(alike)));
    odd.addAll(AlikeClasses.describeDoubtful(renamed.names()));
    if (options.positive() == null) {
      CodedWords.describe(sorted, renamed).ifPresent(odd::add);
    }
    List<DatasetProblem> all = new ArrayList<>(problems);
    odd.forEach(line -> all.add(DatasetProblem.other(line)));
    return new Dataset(called, root, kind, renamed, sorted, synthetic, all);
  }

  private Set<String> subjects() {
    Set<String> subjects = new LinkedHashSet<>();
    for (CellImage image : images) {
      String subject = image.subject();
      if (subject != null) {
        subjects.add(subject);
      }
    }
    return subjects;
  }

  private static CellImage renamed(CellImage image, DatasetOptions options) {
    String label = image.label();
    return label == null
        ? image
        : new CellImage(
            image.name(),
            image.file(),
            image.part(),
            options.renames().getOrDefault(label, label),
            image.subject());
  }

  private ClassSet classSet(DatasetOptions options) {
    for (String old : options.renames().keySet()) {
      if (!classes.contains(old)) {
        throw new OptionException(
            OptionName.CLASSES,
            Sentence.of(
                "%s: '%s' is no class of this data set; it has %s",
                OptionName.CLASSES, old, classes));
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (String label : classes) {
      names.add(options.renames().getOrDefault(label, label));
    }
    ClassSet set = ClassSet.of(names.isEmpty() ? List.of("unlabelled") : List.copyOf(names));
    return options.positive() == null ? set : set.withPositive(options.positive());
  }
}
