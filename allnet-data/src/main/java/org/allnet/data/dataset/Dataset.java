package org.allnet.data.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The images of a data set as found on disk. Immutable.
 *
 * @param name what to call it in reports
 * @param root the folder that image names are relative to
 * @param kind how it is laid out on disk
 * @param classes the classes, in the order of the network's outputs
 * @param images all images, labelled or not, sorted by name
 * @param synthetic whether the cells are synthetic, made by {@code dataset synthesize}; every
 *     metric of them must then say so
 * @param problems what was odd while reading it
 */
public record Dataset(
    String name,
    Path root,
    DatasetKind kind,
    ClassSet classes,
    List<CellImage> images,
    boolean synthetic,
    List<DatasetProblem> problems) {

  /** What a command says first of cells that are {@link #synthetic}. */
  public static final String SYNTHETIC_CELLS = "SYNTHETIC: these cells are made by a program";

  /** Copies {@code images} and {@code problems}, so that nothing changes them from outside. */
  public Dataset {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  /**
   * Returns the same images with other subjects.
   *
   * @param subjects the subject of each image by its name; an image that it lacks has none
   */
  public Dataset withSubjects(Map<String, String> subjects) {
    return with(
        image -> {
          String subject = subjects.get(image.name());
          return image.of(subject, SubjectNames.person(subject));
        });
  }

  /**
   * Returns the same images with the persons that looking for copies told.
   *
   * @param personOf the person of an image, absent if unknown
   */
  public Dataset withPeople(Function<CellImage, @Nullable String> personOf) {
    return with(image -> image.of(image.subject(), personOf.apply(image)));
  }

  private Dataset with(UnaryOperator<CellImage> change) {
    return new Dataset(
        name, root, kind, classes, images.stream().map(change).toList(), synthetic, problems);
  }

  /** {@return whether subjects are presumed, as nobody named them} */
  public boolean presumedSubjects() {
    return images.stream().anyMatch(image -> PresumedSubject.is(image.subject()));
  }

  /** {@return the images that have a label} */
  public List<CellImage> labelled() {
    return images.stream().filter(image -> image.label() != null).toList();
  }

  /**
   * Returns the same images with the classes written as others are, such as {@code ALL} as {@code
   * all}. Letter case tells no classes apart unless both are there.
   *
   * @param others the classes as they are to be written
   * @return the data set; the same if each class is among the others, or is none of them in any
   *     case
   */
  public Dataset inCaseOf(ClassSet others) {
    List<String> names =
        classes.names().stream().map(name -> others.named(name).orElse(name)).toList();
    if (names.equals(classes.names()) || Set.copyOf(names).size() < names.size()) {
      return this;
    }
    return new Dataset(
        name,
        root,
        kind,
        new ClassSet(names, classes.positive()),
        images.stream().map(image -> image.as(inCase(image.label(), others))).toList(),
        synthetic,
        problems);
  }

  private static @Nullable String inCase(@Nullable String label, ClassSet others) {
    return label == null ? null : others.named(label).orElse(label);
  }

  /**
   * The same data set with fewer images.
   *
   * @param names of images to leave out
   * @return the others
   */
  public Dataset without(Set<String> names) {
    return new Dataset(
        name,
        root,
        kind,
        classes,
        images.stream().filter(image -> !names.contains(image.name())).toList(),
        synthetic,
        problems);
  }

  /** {@return whether every labelled image has a subject} */
  public boolean hasSubjects() {
    return labelled().stream().allMatch(image -> image.subject() != null);
  }
}
