package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.file.NameWords;
import org.allnet.data.folder.PartWords;
import org.jspecify.annotations.Nullable;

/** What other programs call the roles of images, such as {@code train} and {@code test}. */
final class RoleWords {

  /** Words of training and test that are too short or too common for the names of folders. */
  private static final Set<String> TRAINING = Set.of("tr", "fit", "fitting");

  private static final Set<String> HOLD_OUT = Set.of("ts", "oob", "oof", "scoring");

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

  /** What is before the role in the name of a flag. */
  private static final Pattern OPENING =
      Pattern.compile("^((is|in|was|were|used|for|as|of|on|the)[\\s_.-]*)+");

  private static final Pattern OF_CLASSES =
      Pattern.compile("class|label|answer|pred|truth|target|diagnos");

  /** Names that contain "train" and say something else. */
  private static final Pattern OTHERWISE =
      Pattern.compile("pretrain|trainer|trainee|trainable|^strain|constrain|restrain");

  /** Flags of images that a system has met. */
  private static final Pattern SEEN =
      Pattern.compile("^(is|was|were|has|been|already)*(seen|used)(before)?$");

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
    Set<Role> roles = new HashSet<>();
    for (String word : PartWords.wordsOf(plain(text), name -> ofWord(name) != null)) {
      if (FILLERS.contains(word)) {
        continue;
      }
      Role role = ofWord(word);
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
    return TRAINING_WITHIN.matcher(text.toLowerCase(Locale.ROOT)).find()
        || NameWords.of(text).stream()
            .anyMatch(word -> ofWord(word) == Role.TRAINING && !AMBIGUOUS.contains(word));
  }

  /** Whether a column is named after classes or answers, whose words are no roles. */
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
    String plain = plain(column);
    String folded = folded(plain);
    if (isOfClasses(column) || OTHERWISE.matcher(folded).find()) {
      return null;
    } else if (SEEN.matcher(folded).find()) {
      return Role.TRAINING;
    } else if (folded.contains("train")) {
      return KEPT_FROM.matcher(folded).find() ? Role.HOLD_OUT : Role.TRAINING;
    }
    return of(OPENING.matcher(plain).replaceFirst(""));
  }

  /** In lower case, with one word each for what is kept from training and what is in it. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll(
            "(?<!\\p{L})((hold|held)[\\s_-]?out|out[\\s_-]?of[\\s_-]?(sample|bag|fold)(?!\\p{L}))",
            "holdout")
        .replaceAll("(?<!\\p{L})in[\\s_-]?(sample|bag)(?!\\p{L})", "train");
  }

  private static String folded(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}]+", "");
  }

  private static @Nullable Role ofWord(String word) {
    if (TRAINING.contains(word)) {
      return Role.TRAINING;
    } else if (HOLD_OUT.contains(word)) {
      return Role.HOLD_OUT;
    }
    PartWords.Part part = PartWords.ofWord(word);
    return part == null ? null : of(part);
  }

  /** Returns what the images of a part are to a system. */
  static Role of(PartWords.Part part) {
    return switch (part) {
      case TRAINING -> Role.TRAINING;
      case VALIDATION, EVALUATION -> Role.VALIDATION;
      case TEST -> Role.HOLD_OUT;
      case EXTERNAL -> Role.EXTERNAL;
    };
  }
}
