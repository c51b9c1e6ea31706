package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
      Pattern.compile("s?(dataset|sets?|data|daten|images|imgs)$");

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
  static @Nullable Part of(String folder) {
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
   * Returns the words of a name: in lower case, without digits, {@code hold_out} as one, {@code
   * TrainingSet} as two, and words for a part without an ending that says nothing.
   */
  static List<String> wordsOf(String name) {
    String plain =
        name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
            .toLowerCase(Locale.ROOT)
            .replaceAll("(hold|held)[\\s_-]?out", "holdout");
    List<String> found = new ArrayList<>();
    for (String word : plain.split("[^\\p{L}\\p{M}]+", -1)) {
      String bare = ENDING.matcher(word).replaceFirst("");
      if (!word.isEmpty()) {
        found.add(ofWord(word) == null && ofWord(bare) != null ? bare : word);
      }
    }
    return found;
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
