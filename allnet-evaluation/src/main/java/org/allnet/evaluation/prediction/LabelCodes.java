package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.jspecify.annotations.Nullable;

/**
 * Labels that are codes, such as 0 and 1, beside words that say what the codes mean. Some programs
 * number classes by the alphabet, so that 1 is {@code hem} beside {@code all}. If words make the
 * healthy positive, every metric of the sick would be one of the healthy, and the file is refused.
 */
final class LabelCodes {

  /** A word tells what a code means if so many of its rows have that code. */
  private static final double MOST = 0.75;

  /** Words in fewer rows tell what two codes mean by chance... */
  private static final double ENOUGH = 0.5;

  /** ...unless so many rows of each of the two codes have the other's word. */
  private static final int FEWEST = 5;

  private final Path file;
  private final ClassSet classes;
  private final ClassMeanings meanings;
  private final DatasetOptions options;
  private final boolean scoreOnly;
  private final int[] labelled;
  private final int rows;
  private boolean doubted;

  /**
   * Creates the codes of a file.
   *
   * @param meanings what the classes mean
   * @param scoreOnly whether a lone score is in place of the probabilities
   * @param labels the class of each row that has a label
   */
  LabelCodes(
      Path file,
      ClassSet classes,
      ClassMeanings meanings,
      DatasetOptions options,
      boolean scoreOnly,
      List<Integer> labels) {
    this.file = file;
    this.classes = classes;
    this.meanings = meanings;
    this.options = options;
    this.scoreOnly = scoreOnly;
    this.labelled = new int[classes.size()];
    labels.forEach(label -> labelled[label]++);
    this.rows = labels.size();
  }

  /**
   * Compares the codes with words.
   *
   * @param source what says them, such as {@code the folders of the images}
   * @param all the words of it beside their labels
   * @throws InputException if they make another class the positive one
   */
  void check(String source, List<SaidClass> all) {
    List<SaidClass> wrong = wrong(all);
    if (!wrong.isEmpty()) {
      throw refusal(source, wrong);
    }
    doubted |= contradictMostly(all);
  }

  /** {@return whether half of the words that were compared contradict the codes} */
  boolean areDoubted() {
    return doubted && options.positive() == null;
  }

  private boolean contradictMostly(List<SaidClass> all) {
    List<SaidClass> said =
        all.stream()
            .filter(this::isOfCode)
            .filter(one -> meanings.classOf(one.word()) != ClassMeanings.NONE)
            .toList();
    int known = count(said, one -> true);
    return classes.size() == 2
        && meanings.areOfCodes()
        && said.stream().map(one -> meanings.classOf(one.word())).distinct().count() == 2
        && known >= ENOUGH * rows
        && 2 * count(said, one -> meanings.classOf(one.word()) != one.index()) >= known;
  }

  /**
   * Compares the codes with words that may be of something else than the images' classes.
   *
   * @param source what says them
   * @param all the words of it beside their labels
   * @return a sentence if they make another class the positive one
   */
  Optional<String> doubt(String source, List<SaidClass> all) {
    return wrong(all).stream()
        .max(Comparator.comparing(SaidClass::rows))
        .map(
            one ->
                "By %s, images of label '%s' are '%s', but the positive class is '%s'; it is not used. Check what the codes mean."
                    .formatted(
                        source,
                        Columns.shorten(one.label()),
                        Columns.shorten(one.word()),
                        classes.positiveName()));
  }

  private List<SaidClass> wrong(List<SaidClass> all) {
    if (classes.size() < 2) {
      return List.of();
    }
    List<SaidClass> said = all.stream().filter(this::isOfCode).toList();
    return classes.size() == 2 ? swapped(said) : otherPositive(said);
  }

  /** Whether a label does not say by itself what the word beside it says. */
  private boolean isOfCode(SaidClass one) {
    boolean code = ClassNames.isCode(one.label());
    return code
        ? ClassMeanings.said(one.word()) != Meaning.UNKNOWN
            || !meanings.isName(one.word())
            || !meanings.isName(one.label())
        : ClassMeanings.said(one.label()) == Meaning.UNKNOWN
            && options.positive() == null
            && !meanings.isName(one.word());
  }

  private static int count(List<SaidClass> said, Predicate<SaidClass> wanted) {
    return said.stream().filter(wanted).mapToInt(SaidClass::rows).sum();
  }

  /** Of two classes: the rows that contradict the codes, if those of each word do so. */
  private List<SaidClass> swapped(List<SaidClass> said) {
    List<SaidClass> wrong = new ArrayList<>();
    List<Integer> told = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      int meant = k;
      List<SaidClass> ofClass =
          said.stream().filter(one -> meanings.classOf(one.word()) == meant).toList();
      int others = count(ofClass, one -> one.index() != meant);
      if (ofClass.isEmpty()) {
        continue;
      }
      if (others < MOST * count(ofClass, one -> true)) {
        return List.of();
      }
      told.add(others);
      ofClass.stream().filter(one -> one.index() != meant).forEach(wrong::add);
    }
    if (told.isEmpty()) {
      return List.of();
    }
    int known = count(said, one -> meanings.classOf(one.word()) != ClassMeanings.NONE);
    return told.size() == 2
        ? (known < ENOUGH * rows && Collections.min(told) < FEWEST ? List.of() : wrong)
        : leaveOthers(wrong, said) ? wrong : List.of();
  }

  /**
   * Words of one class alone tell what its code means if the images without them have other codes.
   * A word of all images, such as the disease of all patients, tells nothing.
   *
   * @param wrong the rows of one code that have such a word
   * @param said all rows that have one
   */
  private boolean leaveOthers(List<SaidClass> wrong, List<SaidClass> said) {
    int label = wrong.get(0).index();
    int meant = meanings.classOf(wrong.get(0).word());
    Meaning meaning = ClassNames.of(wrong.get(0).word());
    int without = labelled[label] - count(wrong, one -> true);
    int others =
        rows
            - labelled[label]
            - count(
                said,
                one ->
                    one.index() != label
                        && (classes.size() == 2
                            ? meanings.classOf(one.word()) == meant
                            : ClassNames.of(one.word()) == meaning));
    return others > 0 && others >= MOST * (others + without);
  }

  /** Of more classes: the rows by which the positive class is healthy, or another one is sick. */
  private List<SaidClass> otherPositive(List<SaidClass> said) {
    int positive = classes.positive();
    List<SaidClass> healthy = of(said, Meaning.HEALTHY, positive);
    if (!healthy.isEmpty()
        && count(healthy, one -> true) >= MOST * labelled[positive]
        && leaveOthers(healthy, said)) {
      return healthy;
    }
    if (options.positive() != null) {
      return List.of();
    }
    List<SaidClass> sick =
        said.stream().filter(one -> ClassNames.of(one.word()) == Meaning.SICK).toList();
    for (int k = 0; k < classes.size(); k++) {
      List<SaidClass> ofClass = of(sick, Meaning.SICK, k);
      int found = count(ofClass, one -> true);
      if (k != positive
          && found > 0
          && found >= MOST * count(sick, one -> true)
          && found >= MOST * labelled[k]
          && leaveOthers(ofClass, said)) {
        return ofClass;
      }
    }
    return List.of();
  }

  private static List<SaidClass> of(List<SaidClass> said, Meaning meaning, int label) {
    return said.stream()
        .filter(one -> one.index() == label && ClassNames.of(one.word()) == meaning)
        .toList();
  }

  private InputException refusal(String source, List<SaidClass> wrong) {
    int positive = classes.positive();
    SaidClass ofPositive = most(wrong, positive);
    SaidClass other =
        IntStream.range(0, classes.size())
            .filter(k -> k != positive)
            .mapToObj(k -> most(wrong, k))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    List<SaidClass> told = new ArrayList<>();
    if (ofPositive != null) {
      told.add(ofPositive);
    }
    if (other != null) {
      told.add(other);
    }
    SaidClass first = told.get(0);
    boolean words = ClassMeanings.said(classes.names().get(first.index())) != Meaning.UNKNOWN;
    String read =
        words
            ? "'%s' would be the class '%s'"
                .formatted(first.label(), classes.names().get(first.index()))
            : "'%s' would be the positive class"
                .formatted(ofPositive == null ? classes.positiveName() : ofPositive.label());
    return InputException.at(
        file,
        first.line(),
        Sentence.of(
            "by %s, label %s, but %s; %s",
            source.replace("%s", Columns.shorten(first.image())),
            told.stream()
                .map(
                    one ->
                        "'%s' means '%s'"
                            .formatted(Columns.shorten(one.label()), Columns.shorten(one.word())))
                .collect(Collectors.joining(" and ")),
            read,
            advice(told, words)));
  }

  private Sentence advice(List<SaidClass> told, boolean words) {
    boolean all = told.size() == classes.size();
    String names = all ? "these names" : "the names of the classes";
    if (scoreOnly) {
      return Sentence.of(
          "write %s into column 'label', and give %s in place of 'score', which may be the probability of either",
          names,
          all
              ? "columns p_%s and p_%s".formatted(told.get(0).word(), told.get(1).word())
              : "a column p_<class> for each");
    }
    if (words) {
      return Sentence.of("write %s into column 'label'", names);
    }
    boolean renamed =
        all
            && options.renames().isEmpty()
            && told.stream()
                .allMatch(
                    one ->
                        ClassNames.of(one.label()) == Meaning.UNKNOWN
                            && !ClassNames.isBareAnswer(one.word()));
    Object option =
        renamed
            ? Sentence.of(
                ", or give %s",
                OptionName.CLASSES.with(
                    told.stream()
                        .sorted(Comparator.comparing(SaidClass::index))
                        .map(one -> classes.names().get(one.index()) + "=" + one.word())
                        .collect(Collectors.joining(","))))
            : "";
    return Sentence.of(
        "write %s into column 'label' and in place of the codes behind p_%s", names, option);
  }

  /** The word that most rows of a class have; null if none has one. */
  private static @Nullable SaidClass most(List<SaidClass> said, int label) {
    return said.stream()
        .filter(one -> one.index() == label)
        .max(Comparator.comparing(SaidClass::rows))
        .orElse(null);
  }
}
