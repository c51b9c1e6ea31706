package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What other programs call the roles of images, such as {@code train} and {@code test}. */
final class RoleWords {

  private static final Set<String> TRAINING =
      Set.of(
          """
          train training trained trn tr trainval learn learning fit development derivation
          discovery
          entrainement entraînement apprentissage entrenamiento addestramento treino treinamento
          eğitim egitim обучение обучающая 训练 訓練 学習 훈련
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> VALIDATION =
      Set.of(
          """
          val valid validation validate dev eval evaluation tune tuning calibration validierung
          validación validacion validazione validação validacao doğrulama dogrulama валидация
          验证 驗證 検証 검증
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> HOLD_OUT =
      Set.of(
          """
          test testing tst ts holdout heldout unseen prueba teste тест 测试 測試 テスト 테스트
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> EXTERNAL = Set.of("external", "extern");

  /** Words that say nothing beside a role. */
  private static final Set<String> FILLERS =
      Set.of(
          """
          fold set sets data dataset split part subset cohort group image images sample samples 集
          """
              .strip()
              .split("\\s+"));

  /** Words of training that mean something else in many columns, such as TR for Turkey. */
  private static final Set<String> AMBIGUOUS = Set.of("tr", "fit", "trained", "learn", "learning");

  private static final Pattern TRAINING_WITHIN =
      Pattern.compile("(^|[^\\p{L}])train(ing|val)?s?(set|data|split)?([^\\p{L}]|$)");

  /** What stands before the role in the name of a flag. */
  private static final Pattern OPENING =
      Pattern.compile("^((is|in|was|were|used|for|as|of|on|the)[\\s_.-]*)+");

  private static final Pattern OF_CLASSES =
      Pattern.compile("class|label|answer|pred|truth|target|diagnos");

  /** Names that contain "train" and say something else. */
  private static final Pattern OTHERWISE =
      Pattern.compile("pretrain|trainer|trainee|trainable|^strain|constrain|restrain");

  private static final Pattern KEPT_FROM =
      Pattern.compile(
          "^(is|was|were)?(not|non|never|un(train|seen|used)|exclude|heldout|holdout|leftout|outof|outside|without)");

  private RoleWords() {}

  /**
   * Returns the role that a field names.
   *
   * @param text such as {@code train}, {@code Test set} or {@code val_2}
   * @return the role, of several the one that is nearest to training; null if a word is unknown
   */
  static @Nullable Role of(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\b(hold|held)[\\s_-]?out", "holdout");
    Set<Role> roles = new HashSet<>();
    for (String word : List.of(plain.split("[^\\p{L}\\p{M}]+"))) {
      if (word.isEmpty() || FILLERS.contains(word)) {
        continue;
      }
      Role role = ofWord(word);
      role = role == null ? ofWord(word.replaceFirst("(set|data|split|daten|集)$", "")) : role;
      if (role == null) {
        return null;
      }
      roles.add(role);
    }
    return Arrays.stream(Role.values()).filter(roles::contains).reduce((a, b) -> b).orElse(null);
  }

  /** Whether a field says training in any column, whatever its name. */
  static boolean isClearlyTraining(String text) {
    return of(text) == Role.TRAINING && !AMBIGUOUS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a field has a word of training among others. */
  static boolean mentionsTraining(String text) {
    return TRAINING_WITHIN.matcher(text.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether a column is called after classes or answers, whose words are no roles. */
  static boolean isOfClasses(String column) {
    return OF_CLASSES.matcher(folded(column)).find();
  }

  /**
   * Returns the role of the images for which a column of yes and no says yes.
   *
   * @param column its name, such as {@code is_train} or {@code used for testing}
   * @return the role; null if the name says none
   */
  static @Nullable Role ofFlag(String column) {
    String folded = folded(column);
    if (isOfClasses(column) || OTHERWISE.matcher(folded).find()) {
      return null;
    } else if (folded.contains("train")) {
      return KEPT_FROM.matcher(folded).find() ? Role.HOLD_OUT : Role.TRAINING;
    }
    return of(OPENING.matcher(column.toLowerCase(Locale.ROOT)).replaceFirst(""));
  }

  private static String folded(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}]+", "");
  }

  private static @Nullable Role ofWord(String word) {
    if (TRAINING.contains(word)) {
      return Role.TRAINING;
    } else if (VALIDATION.contains(word)) {
      return Role.VALIDATION;
    } else if (HOLD_OUT.contains(word)) {
      return Role.HOLD_OUT;
    }
    return EXTERNAL.contains(word) ? Role.EXTERNAL : null;
  }
}
