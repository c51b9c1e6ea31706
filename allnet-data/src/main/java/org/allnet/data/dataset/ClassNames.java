package org.allnet.data.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What names of classes mean in the languages that laboratories use: sick, healthy, or unknown.
 *
 * <p>Case, accents and punctuation do not matter. A name is understood only if every word and every
 * part of a word in it is known ({@link NameVocabulary}); a word of the sick or the healthy beside
 * anything else is unknown, since that may be a denial. A name that says both is unknown too, but
 * for denials: {@code non-leukemia} and {@code ALL negative} are healthy. What is not one kind of
 * leukaemia may be another: {@code non-AML} and {@code non-T ALL} are unknown.
 */
public final class ClassNames {

  /** What a name means. */
  public enum Meaning {
    /** Leukaemia, blasts, malignant, positive and the like. */
    SICK,
    /** Healthy, normal, benign, negative and the like. */
    HEALTHY,
    /** Anything else, such as a kind of cell. */
    UNKNOWN
  }

  /** Names that mean sick beside one other name alone, which then means healthy. */
  private static final Map<String, String> CODES = Map.of("1", "0", "true", "false", "yes", "no");

  /** Whole names of leukaemias. */
  private static final Set<String> LEUKAEMIA_NAMES = Set.of("ball", "tall");

  /** Whole names of the sick that mean it only if nothing beside them names a disease. */
  private static final Set<String> WEAK_NAMES =
      Set.of("case", "cases", "patient", "patients", "patienten", "pos", "positive", "positives");

  private static final Pattern CODE =
      Pattern.compile(
          "\\W*|[\\W_]*\\p{L}{0,2}[\\W_]*|true|false|yes|(class|cls|c|label|cat|category|type|group|g|klasse|classe|clase|gruppe|grupo|grup|sinif|kelas|класс|группа|类|類|组)?[\\W_]*\\d+([.,]0+)?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> HEALTHY_NAMES = Set.of("hem", "hem cell", "hem cells");

  private ClassNames() {}

  /**
   * Returns what a name means among the names that it is with. A code such as 1, true or yes means
   * sick if its opposite, 0, false or no, is the only other name, which then means healthy.
   * Patients, cases and the positive are the sick only if no other name tells of a disease.
   *
   * @param name the name of a class or folder
   * @param names all names, this one included
   * @return sick or healthy if it is a usual name for that, else unknown
   */
  public static Meaning of(String name, Collection<String> names) {
    String folded = NameParts.of(name).folded();
    if (names.size() == 2) {
      List<String> all = names.stream().map(other -> NameParts.of(other).folded()).toList();
      for (Map.Entry<String, String> code : CODES.entrySet()) {
        if (all.contains(code.getKey()) && all.contains(code.getValue())) {
          return folded.equals(code.getKey()) ? Meaning.SICK : Meaning.HEALTHY;
        }
      }
    }
    if (WEAK_NAMES.contains(folded)
        && names.stream().anyMatch(other -> !other.equals(name) && isUncertainDisease(other))) {
      return Meaning.UNKNOWN;
    }
    return of(name);
  }

  private static boolean isUncertainDisease(String name) {
    return of(name) == Meaning.UNKNOWN
        && NameParts.of(name)
            .has(NamePart.LEUKAEMIA, NamePart.KIND, NamePart.ALL, NamePart.DISEASE, NamePart.SICK);
  }

  /**
   * Returns what a name means whatever is beside it.
   *
   * @param name the name of a class or folder
   * @return sick or healthy if it is a usual name for that, else unknown; codes such as 0 and 1 are
   *     unknown
   */
  public static Meaning of(String name) {
    NameParts parts = NameParts.of(name);
    if (parts.has(NamePart.UNKNOWN)) {
      return ofWholeName(parts);
    }
    int denials = parts.count(NamePart.DENIAL);
    int denied = denials + parts.count(NamePart.BENIGN, NamePart.NEGATIVE);
    if (denied > 1) {
      return Meaning.UNKNOWN;
    }
    int adjectives = parts.count(NamePart.SICK, NamePart.POSITIVE);
    int diseases = parts.count(NamePart.LEUKAEMIA, NamePart.KIND, NamePart.ALL, NamePart.DISEASE);
    boolean healthy = parts.has(NamePart.HEALTHY);
    if (denials == 1) {
      // Not healthy: perhaps sick, certainly not a name of the healthy.
      boolean all = adjectives + diseases == 1 && !healthy && !limits(parts);
      return all ? Meaning.HEALTHY : Meaning.UNKNOWN;
    }
    if (denied == 1) {
      boolean all = adjectives == 0 && diseases <= 1 && !limits(parts);
      return all && !(healthy && diseases > 0) ? Meaning.HEALTHY : Meaning.UNKNOWN;
    }
    if (healthy || adjectives + diseases == 0) {
      return healthy && adjectives + diseases == 0 ? Meaning.HEALTHY : ofWholeName(parts);
    }
    // "B positive" is a marker or a blood group.
    boolean other =
        diseases == 0
            && !parts.has(NamePart.SICK)
            && (parts.has(NamePart.SUBTYPE) || parts.has(NamePart.NUMBER));
    return other ? Meaning.UNKNOWN : Meaning.SICK;
  }

  private static Meaning ofWholeName(NameParts parts) {
    // "ALL 1" may be a patient, some of whose cells are healthy; those of "hem 1" all are.
    if (HEALTHY_NAMES.contains(parts.core().replaceFirst(" \\d+$", ""))) {
      return Meaning.HEALTHY;
    }
    return LEUKAEMIA_NAMES.contains(parts.core()) || WEAK_NAMES.contains(parts.folded())
        ? Meaning.SICK
        : Meaning.UNKNOWN;
  }

  /** Whether what is denied is one kind alone, so that the others are left. */
  private static boolean limits(NameParts parts) {
    return parts.has(NamePart.SUBTYPE, NamePart.KIND);
  }

  /**
   * Returns whether a name means leukaemia or its blasts, not sick in general.
   *
   * @param name the name of a class or folder
   * @return whether it is a usual name for that
   */
  public static boolean isBlast(String name) {
    NameParts parts = NameParts.of(name);
    return of(name) == Meaning.SICK
        && (LEUKAEMIA_NAMES.contains(parts.core())
            || parts.has(NamePart.LEUKAEMIA, NamePart.KIND, NamePart.ALL));
  }

  /**
   * Returns whether a name says a disease or who has it, and not only that something is positive or
   * abnormal, as any finding of a laboratory may be.
   *
   * @param name the name of a class or folder
   * @return whether it is a usual name of the sick, and no bare answer, finding or patient
   */
  public static boolean isDisease(String name) {
    NameParts parts = NameParts.of(name);
    return of(name) == Meaning.SICK
        && !isWeak(name)
        && !isBareAnswer(name)
        && (!parts.has(NamePart.SICK)
            || parts.has(NamePart.LEUKAEMIA, NamePart.KIND, NamePart.ALL, NamePart.DISEASE)
            || !NameVocabulary.isFinding(parts.folded()));
  }

  /**
   * Returns whether a name says positive or negative, and not of what: somebody who numbers folders
   * may have called either class so.
   *
   * @param name the name of a class, such as {@code positive} or {@code neg 1}, not {@code ALL
   *     negative}
   * @return whether it is so
   */
  public static boolean isBareAnswer(String name) {
    NameParts parts = NameParts.of(name);
    return parts.folded().equals("positives")
        || (parts.has(NamePart.POSITIVE, NamePart.NEGATIVE)
            && parts.count(NamePart.POSITIVE, NamePart.NEGATIVE, NamePart.NEUTRAL, NamePart.NUMBER)
                == parts.parts().size());
  }

  /**
   * Returns whether a name is a number, a letter or two, yes, no, positive or negative, which may
   * be of either class.
   *
   * @param name the name of a class, such as {@code 1} or {@code class_0}
   * @return whether it is so
   */
  public static boolean isCode(String name) {
    return isBareAnswer(name) || (of(name) == Meaning.UNKNOWN && CODE.matcher(name).matches());
  }

  /**
   * Returns a name in small letters. Turkish writes a dotless and a dotted i, whose capitals are I
   * and \u0130; all four become i.
   *
   * @param name a name in any letter case
   * @return the same for two names that differ in letter case alone
   */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('\u0131', 'i').replace("i\u0307", "i");
  }

  /** Whether a name is that of acute lymphoblastic leukaemia, whatever counts the classes. */
  static boolean isAll(String name) {
    return NameParts.of(name).core().equals("all");
  }

  /** Whether a word denies what is beside it, such as non and without. */
  static boolean isDenial(String word) {
    return NameParts.of(word).has(NamePart.DENIAL);
  }

  /** Whether a name means sick in names of classes alone, such as patient and case. */
  static boolean isWeak(String name) {
    return WEAK_NAMES.contains(NameParts.of(name).folded());
  }

  /** Whether a name says by itself who is healthy, and not only who is not sick. */
  static boolean isHealthyByItself(String name) {
    return of(name) == Meaning.HEALTHY && !NameParts.of(name).has(NamePart.DENIAL);
  }

  /** Whether a name that is not known may still be one of the healthy. */
  static boolean mayBeHealthy(String name) {
    NameParts parts = NameParts.of(name);
    if (of(name) == Meaning.HEALTHY || parts.has(NamePart.BENIGN, NamePart.NEGATIVE)) {
      return true;
    }
    boolean healthy = parts.has(NamePart.HEALTHY);
    boolean denied = parts.has(NamePart.DENIAL);
    return healthy != denied
        || (!healthy
            && List.of(parts.folded().split(" ", -1)).stream()
                .anyMatch(NameVocabulary::holdsHealthy));
  }
}
