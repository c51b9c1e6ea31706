package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * The words in the names of a data set's files that say a class, beside the classes that the images
 * have. Numbered people of a word who have images in several classes say nothing, such as {@code
 * ALL0} in {@code hem/ALL0_c1.png} and {@code ALL/ALL0_c2.png}.
 */
public final class FileNameWords {

  /**
   * An image whose name says a class.
   *
   * @param image the image's name
   * @param label its class
   * @param said the class that the name says; null if it says only sick or healthy
   * @param meaning what the word in the name means
   * @param differs whether that is another class
   */
  public record Told(
      String image, String label, @Nullable String said, Meaning meaning, boolean differs) {}

  /** An image in whose name a word says a class, and the numbered person of that word, if any. */
  private record Found(String image, String label, String word, String person) {}

  /** So many names of each of two classes say the other one by no chance, if most do. */
  private static final int FEWEST = 5;

  private static final double MOST = 0.75;

  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Map<String, Pattern> numbered = new HashMap<>();
  private final Map<String, Integer> labelled = new TreeMap<>();
  private final List<Told> all = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  /**
   * Reads the names of images.
   *
   * @param images the images of a data set
   * @param classes its classes; of two codes, such as 0 and 1, the positive one is the sick
   */
  public FileNameWords(Collection<CellImage> images, ClassSet classes) {
    ClassInFileName inNames =
        new ClassInFileName(classes.names(), images.stream().map(FileNameWords::fileName).toList());
    boolean codes = classes.size() == 2 && classes.names().stream().allMatch(ClassNames::isCode);
    Map<String, String> byName = new TreeMap<>();
    for (String name : classes.names()) {
      Meaning ofCode = name.equals(classes.positiveName()) ? Meaning.SICK : Meaning.HEALTHY;
      meanings.put(name, codes ? ofCode : ClassNames.of(name, classes.names()));
      byName.put(ClassInFileName.folded(name), name);
    }
    List<Found> found = new ArrayList<>();
    for (CellImage image : images) {
      String label = image.label();
      if (label != null) {
        labelled.merge(label, 1, Integer::sum);
        String file = fileName(image);
        inNames
            .find(file)
            .ifPresent(word -> found.add(new Found(image.name(), label, word, person(file, word))));
      }
    }
    Set<String> people = peopleOfSeveralClasses(found);
    for (Found one : found) {
      if (!people.contains(one.person())) {
        add(one.image(), one.label(), one.word(), byName);
      }
    }
  }

  private void add(String image, String label, String word, Map<String, String> byName) {
    String said = byName.get(ClassInFileName.folded(word));
    Meaning ofLabel = meanings.getOrDefault(label, Meaning.UNKNOWN);
    Meaning meaning = ClassNames.of(word);
    boolean comparable = said != null || ofLabel != Meaning.UNKNOWN;
    boolean differs = comparable && (said == null ? meaning != ofLabel : !said.equals(label));
    all.add(new Told(image, label, said, meaning, differs));
    if (comparable) {
      told.add(all.get(all.size() - 1));
    }
  }

  /**
   * {@return the images whose names say a class that theirs can be compared with, in the order that
   * they were given}
   */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /** {@return the images of a class whose names say sick or healthy, in their order} */
  List<Told> of(String label, Meaning meaning) {
    return all.stream()
        .filter(one -> one.label().equals(label) && one.meaning() == meaning)
        .toList();
  }

  /** {@return how many images have a class} */
  public int labelled() {
    return labelled.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * {@return whether the names say several classes, and half of all names say one or those of two
   * classes say others than theirs}
   */
  public boolean tell() {
    long different =
        told.stream()
            .map(one -> one.said() == null ? one.meaning().name() : one.said())
            .distinct()
            .count();
    return different > 1
        && (told.size() * 2 >= labelled()
            || labelled.keySet().stream().filter(this::isContradicted).count() > 1);
  }

  /** Whether most of a class's names that say a class say another one. */
  private boolean isContradicted(String label) {
    List<Told> ofLabel = told.stream().filter(one -> one.label().equals(label)).toList();
    long differing = ofLabel.stream().filter(Told::differs).count();
    return differing >= FEWEST && differing >= MOST * ofLabel.size();
  }

  /**
   * Returns whether most of a class's names that say sick or healthy say the same one, and several
   * do, however many say nothing.
   *
   * @param label the class
   * @param meaning which of them
   */
  boolean mostlySay(String label, Meaning meaning) {
    int same = of(label, meaning).size();
    int all = of(label, Meaning.SICK).size() + of(label, Meaning.HEALTHY).size();
    return same >= FEWEST && same >= MOST * all;
  }

  /**
   * Returns which fraction of a class's images have a name that says sick or healthy.
   *
   * @param label the class
   * @param meaning which of them
   * @return from 0 to 1; 0 for a class without images
   */
  double fraction(String label, Meaning meaning) {
    return of(label, meaning).size() / (double) Math.max(1, labelled.getOrDefault(label, 0));
  }

  private static Set<String> peopleOfSeveralClasses(List<Found> found) {
    Map<String, String> labels = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (Found one : found) {
      if (!one.person().isEmpty()
          && !one.label().equals(labels.computeIfAbsent(one.person(), key -> one.label()))) {
        several.add(one.person());
      }
    }
    return several;
  }

  private static String fileName(CellImage image) {
    return image.name().substring(image.name().lastIndexOf('/') + 1);
  }

  /** A word with a number and more behind, such as ALL0 in ALL0_c1.png; empty if there is none. */
  private String person(String name, String word) {
    Matcher person =
        numbered
            .computeIfAbsent(
                word,
                any ->
                    Pattern.compile(
                        "(?:(?<!\\p{L})|(?<=\\p{Ll})(?=\\p{Lu}))(?iu:%s)[\\s_-]?(\\d+)[\\s_.-]+[^.]+\\."
                            .formatted(Pattern.quote(any))))
            .matcher(name);
    return person.find() ? word.toLowerCase(Locale.ROOT) + person.group(1) : "";
  }
}
