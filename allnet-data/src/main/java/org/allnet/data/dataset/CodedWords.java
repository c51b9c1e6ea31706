package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Two classes that are codes, such as 0 and 1, whose files are named by a word of which no meaning
 * is known, such as {@code 0/KZ_01.png} and {@code 1/GN_01.png}: whoever named them so knows which
 * is which.
 */
public final class CodedWords {

  /** So many names of a class have its word, and so few of the other one. */
  private static final double MOST = 0.9;

  private static final double FEW = 0.1;

  /** So many names of a class tell what it is. */
  private static final double TOLD = 0.75;

  /** Words of fewer images are of those images, and not of their class. */
  private static final int FEWEST = 5;

  private CodedWords() {}

  /**
   * Returns a line on such words.
   *
   * @param images the images of a data set
   * @param classes its classes
   * @return the words and what to do; empty if there are none, or words that are known tell a class
   */
  public static Optional<Sentence> describe(List<CellImage> images, ClassSet classes) {
    if (classes.size() != 2 || !DoubtfulWords.areCodes(classes.names())) {
      return Optional.empty();
    }
    int positive = classes.positive();
    String sick = classes.positiveName();
    String healthy = classes.names().get(1 - positive);
    Optional<String> ofSick = word(images, sick, healthy);
    Optional<String> ofHealthy = word(images, healthy, sick);
    if (ofSick.isEmpty() || ofHealthy.isEmpty() || isTold(images, classes)) {
      return Optional.empty();
    }
    return Optional.of(
        Sentence.of(
            "files of class %s have '%s' in their names and those of class %s '%s', which are no known words; check that %s is the sick, or say what the codes mean with %s",
            healthy,
            ofHealthy.get(),
            sick,
            ofSick.get(),
            sick,
            OptionName.CLASSES.with("%s=NAME,%s=NAME".formatted(healthy, sick))));
  }

  private static boolean isTold(List<CellImage> images, ClassSet classes) {
    FileNameWords words = new FileNameWords(images, classes);
    return classes.names().stream()
        .anyMatch(
            name ->
                words.fraction(name, Meaning.SICK) + words.fraction(name, Meaning.HEALTHY) >= TOLD);
  }

  /** The first word that most names of one class have and those of the other one have not. */
  private static Optional<String> word(List<CellImage> images, String label, String other) {
    Map<String, Integer> own = new HashMap<>();
    Map<String, Integer> others = new HashMap<>();
    List<List<String>> ofOwn = new ArrayList<>();
    int ofOther = 0;
    for (CellImage image : images) {
      List<String> runs = FileWord.runs(image.name().substring(image.name().lastIndexOf('/') + 1));
      if (label.equals(image.label())) {
        ofOwn.add(runs);
        folded(runs).forEach(word -> own.merge(word, 1, Integer::sum));
      } else if (other.equals(image.label())) {
        ofOther++;
        folded(runs).forEach(word -> others.merge(word, 1, Integer::sum));
      }
    }
    if (ofOwn.size() < FEWEST || ofOther < FEWEST) {
      return Optional.empty();
    }
    Set<String> code = folded(FileWord.runs(label + ".png"));
    double most = MOST * ofOwn.size();
    double few = FEW * ofOther;
    return ofOwn.stream()
        .flatMap(List::stream)
        .filter(
            run -> {
              String word = run.toLowerCase(Locale.ROOT);
              return own.getOrDefault(word, 0) >= most
                  && others.getOrDefault(word, 0) <= few
                  && !code.contains(word);
            })
        .findFirst();
  }

  private static Set<String> folded(List<String> runs) {
    Set<String> words = new HashSet<>();
    runs.forEach(run -> words.add(run.toLowerCase(Locale.ROOT)));
    return words;
  }
}
