package org.allnet.evaluation.prediction;

import java.util.List;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Whether the words of a column state the truth of its images. A column that is named after a class
 * does, and so does any other in which both the healthy and a disease occur, or leukaemia in some
 * of the rows, but for one that tells of a person. A laboratory's findings, such as {@code CD45}
 * with {@code pos} and {@code neg}, state something else.
 */
final class ColumnWords {

  private static final Pattern NAMED =
      Pattern.compile(
          "(true|gt|groundtruth|image|img|cell|actual|real|target|y)*"
              + "(class|klasse|classe|clase|s[iı]n[iı]f|label|etiket|etiqueta|truth|target"
              + "|type|typ|tipo|t[uü]r|category|kategorie|cat[eé]gorie|categor[ií]a|kategori"
              + "|diagnos[ei]s?|diagnosi|diagn[oó]stico|diagnostic|tan[iı]"
              + "|класс|диагноз|类别|類別|标签|標籤|诊断|診斷|診断)"
              + "(name|text|txt|word|str|string|desc|description|value|full|long)*s?");

  /** Parts of names of columns that tell of a person, or of what the person had before. */
  private static final Pattern OF_PERSON =
      Pattern.compile(
          "histor|anamn|previous|prior|former|earlier|famil|patient|person|subject|donor|clinic"
              + "|therap|treat|relapse|referr|disease|status|krankheit|erkrankung|maladie|malattia"
              + "|enfermedad|hastal[iı]k");

  private final String name;
  private final boolean called;

  /**
   * Creates the words of a column.
   *
   * @param name what the column is called
   * @param sure whether its name is one of other programs for the true class
   */
  ColumnWords(String name, boolean sure) {
    this.name = name;
    this.called = sure || NAMED.matcher(Columns.folded(name)).matches();
  }

  /** {@return what says the words, in a message} */
  String source() {
    return "column '%s'".formatted(name);
  }

  /** {@return whether the column states the truth} */
  boolean stateTruth(List<SaidClass> said, ClassMeanings meanings) {
    return called
        || isOfBlasts(said)
        || (said.stream().anyMatch(one -> isHealthy(one.word()))
            && said.stream().anyMatch(one -> ClassNames.isDisease(one.word())))
        || (said.stream().filter(one -> isClass(one.word(), meanings)).map(SaidClass::word))
                .map(meanings::classOf)
                .distinct()
                .count()
            > 1;
  }

  /** {@return whether the words may be about a class, though the column does not state it} */
  static boolean areOfClasses(List<SaidClass> said, ClassMeanings meanings) {
    return said.stream()
        .anyMatch(one -> ClassNames.isDisease(one.word()) || isClass(one.word(), meanings));
  }

  /** Whether its words are those of leukaemia alone, as a remark on some of the cells has them. */
  private boolean isOfBlasts(List<SaidClass> said) {
    return !said.isEmpty()
        && said.stream().allMatch(one -> ClassNames.isBlast(one.word()))
        && !OF_PERSON.matcher(Columns.folded(name)).find();
  }

  private static boolean isHealthy(String word) {
    return ClassMeanings.said(word) == Meaning.HEALTHY;
  }

  /** Whether a word is the name of a class, and no code or answer that any column may have. */
  private static boolean isClass(String word, ClassMeanings meanings) {
    return meanings.isName(word)
        && !ClassNames.isCode(word)
        && (ClassNames.of(word) == Meaning.UNKNOWN || ClassNames.isDisease(word));
  }
}
