package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What other programs call the roles of images, such as {@code train} and {@code test}. */
final class RoleWords {

  private static final Set<String> TRAINING =
      Set.of(
          """
          train training trained trn tr trainval learn learning fit development derivation
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
      Set.of("fold", "set", "sets", "data", "split", "part", "subset", "images", "samples", "集");

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
