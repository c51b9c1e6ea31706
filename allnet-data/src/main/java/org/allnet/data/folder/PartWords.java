package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.JoinedWords;
import org.allnet.data.file.NameWords;
import org.jspecify.annotations.Nullable;

/** What the parts of a data set are called, in the languages that laboratories use. */
public final class PartWords {

  /** What a part is for. */
  public enum Part {
    /** What networks learn from. */
    TRAINING,
    /** What they are chosen on. */
    VALIDATION,
    /** What they are evaluated on, or chosen on: the word {@code eval} says either. */
    EVALUATION,
    /** What they are evaluated on. */
    TEST,
    /** What they are evaluated on, from elsewhere. */
    EXTERNAL;

    /** {@return whether it may be kept for evaluating, and is not to be trained on} */
    boolean isKept() {
      return this != TRAINING && this != VALIDATION;
    }
  }

  private static final Map<Part, Set<String>> WORDS = new EnumMap<>(Part.class);

  static {
    WORDS.put(
        Part.TRAINING,
        words(
            """
            train training trained trn trainval learn learning development derivation discovery
            entrainement entraînement apprentissage entrenamiento addestramento treino treinamento
            eğitim egitim обучение обучающая 训练 訓練 学習 훈련
            """));
    WORDS.put(
        Part.VALIDATION,
        words(
            """
            val valid validation validate dev tune tuning calibration validierung validación
            validacion validazione validação validacao doğrulama dogrulama валидация
            验证 驗證 検証 검증
            """));
    WORDS.put(
        Part.TEST,
        words(
            """
            test tests testing tst holdout heldout unseen prueba teste тест 测试 測試 テスト 테스트
            """));
    WORDS.put(Part.EVALUATION, words("eval evaluation"));
    WORDS.put(Part.EXTERNAL, words("external extern"));
  }

  /** Words that say nothing beside a part. */
  private static final Set<String> FILLERS =
      words("set sets data daten dataset images image imgs img pictures bilder cells split part");

  private static final Pattern ENDING =
      Pattern.compile("s?(dataset|sets?|data|daten|images|imgs|split|集)$");

  private static final String JOINED = "train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?";

  /** A word for a part right beside the name of a class. */
  private static final Pattern BESIDE_CLASS =
      Pattern.compile("(\\p{L}+?)(%1$s)|(%1$s)(\\p{L}+)".formatted(JOINED));

  /** What the name of a column has before or behind the word for a part. */
  private static final Pattern ABOUT_PART =
      Pattern.compile(
          "(?i)^(?:is|in|(?:used[\\s_-]+)?for)[\\s_-]+|^is(?=(?:%s|holdout|heldout)$)|[\\s_-]+flag$"
              .formatted(JOINED));

  private static final Pattern LETTER = Pattern.compile("(?<!\\p{Lu})\\p{Lu}$");

  private PartWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /**
   * Returns the part that a folder's name tells.
   *
   * @param folder such as {@code train}, {@code Test_1}, {@code TestA}, {@code 02_test} or {@code
   *     Testdaten}
   * @return null if a word of it is unknown, or it names two parts
   */
  public static @Nullable Part of(String folder) {
    Part found = null;
    boolean letter = false;
    for (String word : wordsOf(folder)) {
      if (FILLERS.contains(word)) {
        continue;
      }
      if (word.codePointCount(0, word.length()) == 1) {
        letter = true;
        continue;
      }
      Part part = ofWord(word);
      if (found == Part.EXTERNAL && part != null) {
        continue; // "External validation" is external.
      }
      if (part == null || (found != null && found != part && part != Part.EXTERNAL)) {
        return null;
      }
      found = part;
    }
    // Tests have capital letters, as in "Test-B"; "train-a" is a part and a class.
    boolean numbered = found != null && found.isKept() && LETTER.matcher(folder).find();
    return letter && !numbered ? null : found;
  }

  /**
   * Returns the part that the name of a table's column tells.
   *
   * @param column such as {@code is_train}, {@code isTrain}, {@code istrain}, {@code
   *     used_for_training} and {@code train_flag}
   * @return null if it tells none
   */
  public static @Nullable Part ofColumn(String column) {
    String words = JoinedWords.parted(column.strip(), " ");
    return of(ABOUT_PART.matcher(words).replaceAll(""));
  }

  /**
   * Returns the words of a name: in lower case, without digits, {@code hold_out} as one, {@code
   * TrainingSet} and {@code alltrain} as two, and words for a part without an ending that says
   * nothing.
   */
  static List<String> wordsOf(String name) {
    return wordsOf(name, word -> ofWord(word) != null);
  }

  /**
   * Returns the words of a name as {@link #of(String)} reads them, with further words that are
   * known.
   *
   * @param name the name
   * @param known whether a word in lower case is known as it is
   * @return the words in lower case, without endings such as {@code set} behind a known one
   */
  public static List<String> wordsOf(String name, Predicate<String> known) {
    String plain =
        JoinedWords.parted(name, " ").replaceAll("(?i)(hold|held)[\\s_-]?out", "holdout");
    List<String> found = new ArrayList<>();
    for (String word : NameWords.of(plain)) {
      String bare = ENDING.matcher(word).replaceFirst("");
      Joined joined = joined(word);
      if (!known.test(word) && known.test(bare)) {
        found.add(bare);
      } else if (joined != null) {
        found.addAll(List.of(joined.rest(), joined.part()));
      } else {
        found.add(word);
      }
    }
    return found;
  }

  /**
   * A word of two: one for a part, and the usual name of a class.
   *
   * @param part such as {@code train}
   * @param rest such as {@code all}
   */
  record Joined(String part, String rest) {}

  /** Returns a word such as {@code alltrain} in two; null if it is not made so. */
  static @Nullable Joined joined(String word) {
    Matcher beside = BESIDE_CLASS.matcher(word);
    if (ofWord(word) != null || !beside.matches()) {
      return null;
    }
    boolean behind = beside.group(1) != null;
    Joined joined =
        behind
            ? new Joined(beside.group(2), beside.group(1))
            : new Joined(beside.group(3), beside.group(4));
    return ClassNames.of(joined.rest()) == Meaning.UNKNOWN ? null : joined;
  }

  /**
   * Returns the part that a word of a file's name tells, whatever its other words are.
   *
   * @param stem the name without its ending, such as {@code ALL_train_0}
   * @return null if there is no such word, or there are words of two parts
   */
  public static @Nullable Part inName(String stem) {
    Part found = null;
    for (String word : wordsOf(stem)) {
      Part part = ofWord(word);
      if (part != null && found != null && found != part) {
        return null;
      }
      found = part == null ? found : part;
    }
    return found;
  }

  /**
   * Returns the part that one word tells.
   *
   * @param word in lower case, such as {@code train}
   * @return null if it is unknown
   */
  public static @Nullable Part ofWord(String word) {
    return WORDS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(word))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
